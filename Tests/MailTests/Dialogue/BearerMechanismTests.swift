import Foundation
import Testing

@testable import Mail

@Suite("What a token's login says")
struct BearerMechanismTests {
    private func encoded(_ mechanism: BearerMechanism, _ username: String, _ word: String, host: String, port: Int)
        throws -> String
    {
        let token = try #require(AccessToken(word))
        return Data(mechanism.response(username: username, token, host: host, port: port)).base64EncodedString()
    }

    @Test("OAUTHBEARER is RFC 7628's example, section 4.1, to the letter")
    func oauthBearer() throws {
        let said = try encoded(
            .oauthBearer, "user@example.com", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==", host: "server.example.com",
            port: 143)
        #expect(
            said
                == "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB"
        )
    }

    @Test("XOAUTH2 is the example of Google's documentation, to the letter")
    func xoauth2() throws {
        let said = try encoded(
            .xoauth2, "someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg", host: "smtp.gmail.com",
            port: 587)
        #expect(
            said
                == "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
        )
    }

    @Test("A comma and an equals sign in a name are escaped in the header of OAUTHBEARER (RFC 5801 section 4)")
    func escaped() throws {
        let token = try #require(AccessToken("t"))
        let said = BearerMechanism.oauthBearer.response(username: "a,b=c", token, host: "h", port: 1)
        #expect(
            String(decoding: said, as: UTF8.self) == "n,a=a=2Cb=3Dc,\u{1}host=h\u{1}port=1\u{1}auth=Bearer t\u{1}\u{1}")
    }

    @Test(
        "What would say more than a token on the wire is no token", arguments: ["", "a b", "a\r\nQUIT", "a\u{1}", "é"])
    func noToken(word: String) { #expect(AccessToken(word) == nil) }

    @Test("A token is never shown")
    func hidden() throws {
        let token = try #require(AccessToken("hunter2"))
        var dumped = ""
        dump(token, to: &dumped)
        #expect(!"\(token) \(String(reflecting: token)) \(dumped) \(TokenAnswer.token(token))".contains("hunter2"))
    }
}
