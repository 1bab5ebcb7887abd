import Foundation
import Testing

@testable import Catcher

@Suite("The server takes tokens, to the letter")
struct TokenLoginTests {
    private func dialogue() -> Dialogue {
        var options = SessionOptions()
        options.login = SessionOptions.Login(username: "u,=@shop.test", password: "p", tokens: ["a.b-c~/+=="])
        options.loginHabits.offer = "AUTH XOAUTH2 OAUTHBEARER"
        options.loginHabits.taken = ["XOAUTH2", "OAUTHBEARER"]
        return Dialogue(options: options)
    }

    private func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    private static let bearer = "n,a=u=2C=3D@shop.test,\u{1}host=h\u{1}port=587\u{1}auth=Bearer a.b-c~/+==\u{1}\u{1}"
    private static let xoauth2 = "user=u,=@shop.test\u{1}auth=Bearer a.b-c~/+==\u{1}\u{1}"

    @Test(
        "A right response logs in, in the command or after it",
        arguments: [("OAUTHBEARER", bearer), ("XOAUTH2", xoauth2)])
    func right(mechanism: String, response: String) {
        var dialogue = dialogue()
        #expect(dialogue.send("AUTH \(mechanism) \(encoded(response))\r\n") == "235 2.7.0 Authentication successful")
        var second = self.dialogue()
        #expect(second.send("AUTH \(mechanism)\r\n") == "334 ")
        #expect(second.send("\(encoded(response))\r\n") == "235 2.7.0 Authentication successful")
    }

    @Test(
        "A wrong token and a malformed response each get an error in JSON, and its acknowledgement a refusal",
        arguments: [
            (
                "XOAUTH2", "user=u,=@shop.test\u{1}auth=Bearer other\u{1}\u{1}",
                #"{"status":"401","schemes":"bearer","scope":"https://mail.test/"}"#
            ),
            ("XOAUTH2", "user=u,=@shop.test\u{1}auth=Bearer a.b-c~/+==\u{1}", #"{"status":"400","schemes":"Bearer"}"#),
            (
                "XOAUTH2", "user=u,=@shop.test\u{1}auth=bearer a.b-c~/+==\u{1}\u{1}",
                #"{"status":"400","schemes":"Bearer"}"#
            ),
            (
                "XOAUTH2", "user=u,=@shop.test\u{1}auth=Bearer a.b-c~/+==\u{1}\u{1}\u{1}",
                #"{"status":"400","schemes":"Bearer"}"#
            ),
            ("XOAUTH2", bearer, #"{"status":"400","schemes":"Bearer"}"#),
            ("OAUTHBEARER", xoauth2, #"{"status":"invalid_request"}"#),
            ("OAUTHBEARER", bearer.replacing("=2C", with: "=2c"), #"{"status":"invalid_request"}"#),
            ("OAUTHBEARER", bearer.replacing("n,a", with: "p=x,a"), #"{"status":"invalid_request"}"#),
            ("OAUTHBEARER", bearer.replacing("587", with: "x"), #"{"status":"invalid_request"}"#),
            ("OAUTHBEARER", bearer.replacing("host=", with: "auth="), #"{"status":"invalid_request"}"#),
            (
                "OAUTHBEARER", bearer.replacing("a.b", with: "x.b"),
                #"{"status":"invalid_token","scope":"https://mail.test/"}"#
            ),
        ])
    func refused(mechanism: String, response: String, error: String) {
        let acknowledgement = mechanism == "XOAUTH2" ? "" : "AQ=="
        var dialogue = dialogue()
        #expect(dialogue.send("AUTH \(mechanism) \(encoded(response))\r\n") == "334 \(encoded(error))")
        #expect(dialogue.send("\(acknowledgement)\r\n") == "535 5.7.8 Authentication credentials invalid")
        #expect(dialogue.send("AUTH \(mechanism) \(encoded(response))\r\n") == "334 \(encoded(error))")
        #expect(dialogue.send("AAAA\r\n") == "501 5.5.2 Not the answer to an error")
        #expect(dialogue.send("MAIL FROM:<a@shop.test>\r\n").hasPrefix("530 "))
    }
}
