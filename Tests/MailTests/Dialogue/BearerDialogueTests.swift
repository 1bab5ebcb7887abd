import Foundation
import Testing

@testable import Mail

@Suite("A login by token")
struct BearerDialogueTests {
    /// Replies of a relay, what it heard, and what came of it.
    private struct Course {
        var heard: [String] = []
        var finish: Dialogue.Finish?
    }

    private func login(_ word: String) throws -> BearerDialogue.Login {
        BearerDialogue.Login(
            username: "u@shop.test", token: try #require(AccessToken(word)), host: "relay.test", port: 587)
    }

    private func course(_ replies: [String], offered: [String], token: String = "secret-token") throws -> Course {
        var dialogue = try #require(BearerDialogue(try login(token), offered: offered))
        var course = Course()
        var replies = replies[...]
        var step = dialogue.begin()
        while course.finish == nil {
            if let bytes = step.send {
                course.heard.append(String(decoding: bytes, as: UTF8.self))
                _ = dialogue.handle(.accepted(bytes.count))
            }
            guard let reply = replies.popFirst() else { break }
            step = dialogue.handle(.received(Array("\(reply)\r\n".utf8)[...]))
            course.finish = step.finish
        }
        return course
    }

    private func response(_ mechanism: BearerMechanism, _ word: String = "secret-token") throws -> String {
        let login = try login(word)
        return Data(
            mechanism.response(username: login.username, login.token, host: login.host, port: login.port)
        ).base64EncodedString()
    }

    @Test("The standard goes before XOAUTH2, and each is said in one line")
    func preference() throws {
        let both = try course(["235 2.7.0 ok"], offered: ["PLAIN", "XOAUTH2", "OAUTHBEARER"])
        #expect(both.heard == ["AUTH OAUTHBEARER \(try response(.oauthBearer))\r\n"])
        #expect(both.finish?.end == .accepted(Reply(code: 235, enhanced: "2.7.0", text: "ok")))
        #expect(both.finish?.connection == .keep)
        let one = try course(["235 2.7.0 ok"], offered: ["LOGIN", "XOAUTH2"])
        #expect(one.heard == ["AUTH XOAUTH2 \(try response(.xoauth2))\r\n"])
        #expect(BearerDialogue(try login("t"), offered: ["PLAIN", "LOGIN"]) == nil)
    }

    @Test("What a command has no room for goes on a line of its own (RFC 4954 section 4)")
    func long() throws {
        let token = String(repeating: "x", count: 2_000)
        let course = try course(["334 ", "235 2.7.0 ok"], offered: ["XOAUTH2"], token: token)
        #expect(course.heard == ["AUTH XOAUTH2\r\n", "\(try response(.xoauth2, token))\r\n"])
    }

    @Test(
        "The error is acknowledged as each mechanism wants it, and told",
        arguments: [(BearerMechanism.xoauth2, "\r\n"), (.oauthBearer, "AQ==\r\n")])
    func error(mechanism: BearerMechanism, acknowledgement: String) throws {
        let error = Data(#"{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}"#.utf8)
        let course = try course(
            ["334 \(error.base64EncodedString())", "535 5.7.8 Username and Password not accepted"],
            offered: [mechanism.rawValue])
        #expect(course.heard.last == acknowledgement)
        let told = "Username and Password not accepted (status 401, scope https://mail.google.com/)"
        #expect(course.finish?.end == .refused(Reply(code: 535, enhanced: "5.7.8", text: told), at: .auth))
        #expect(course.finish?.connection == .close)
    }

    @Test("An error that is no JSON is acknowledged all the same")
    func garbledError() throws {
        let course = try course(["334 %%%", "535 no"], offered: ["XOAUTH2"])
        #expect(course.heard.last == "\r\n")
        #expect(course.finish?.end == .refused(Reply(code: 535, enhanced: nil, text: "no"), at: .auth))
    }

    @Test("Where a relay does not understand, the next way is tried; where it refuses, none")
    func ways() throws {
        let course = try course(
            ["501 5.5.4 no", "504 5.5.4 no", "501 5.5.4 no", "334 ", "235 2.7.0 ok"],
            offered: ["OAUTHBEARER", "XOAUTH2"])
        #expect(
            course.heard == [
                "AUTH OAUTHBEARER \(try response(.oauthBearer))\r\n", "AUTH OAUTHBEARER\r\n",
                "AUTH XOAUTH2 \(try response(.xoauth2))\r\n", "AUTH XOAUTH2\r\n", "\(try response(.xoauth2))\r\n",
            ])
        #expect(course.finish?.connection == .keep)
        let refused = try self.course(["535 5.7.8 no"], offered: ["OAUTHBEARER", "XOAUTH2"])
        #expect(refused.heard.count == 1)
    }

    @Test(
        "What is no answer to a login is garbage",
        arguments: [["250 "], ["354 "], ["nonsense"], ["334 e30=", "334 e30="], ["235 ok\r\n250 more"]])
    func garbage(replies: [String]) throws {
        guard case .broken(.garbage, at: .auth, _) = try course(replies, offered: ["XOAUTH2"]).finish?.end else {
            Issue.record("\(replies)")
            return
        }
    }

    @Test("A relay that repeats the token, or the line that it came in, is not repeated")
    func secret() throws {
        for echo in ["secret-token", try response(.xoauth2)] {
            let course = try course(["535 5.7.8 I do not like \(echo)"], offered: ["XOAUTH2"])
            #expect(course.finish?.end.reply?.text.contains(echo) == false)
        }
    }
}
