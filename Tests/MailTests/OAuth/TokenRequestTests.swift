import Testing

@testable import Mail

@Suite("What a token server is asked, and what it answers")
struct TokenRequestTests {
    @Test("The client's own account, as Microsoft wants it (RFC 6749 section 4.4)")
    func clientCredentials() {
        let request = TokenRequest(
            .clientCredentials, clientID: "4711", clientSecret: "a b&c=é~",
            scope: "https://outlook.office365.com/.default")
        #expect(
            request.form
                == "grant_type=client_credentials&client_id=4711&client_secret=a+b%26c%3D%C3%A9%7E&scope=https%3A%2F%2Foutlook.office365.com%2F.default"
        )
    }

    @Test("A refresh token, as Google wants it (RFC 6749 section 6)")
    func refresh() {
        let request = TokenRequest(
            .refresh(token: "1//0g"), clientID: "4711.apps.googleusercontent.com", clientSecret: "GOCSPX-x", scope: nil)
        #expect(
            request.form
                == "grant_type=refresh_token&refresh_token=1%2F%2F0g&client_id=4711.apps.googleusercontent.com&client_secret=GOCSPX-x"
        )
    }

    private func grant(_ status: Int, _ body: String) throws(TokenFault) -> TokenGrant {
        try TokenGrant(
            status: status, body: Array(body.utf8), server: "the token server t.test", secrets: Secrets(["hunter2-x9"]))
    }

    @Test("A token comes with its life, or without (RFC 6749 section 5.1)")
    func tokens() throws {
        let token = try #require(AccessToken("ya29.x"))
        #expect(
            try grant(200, #"{"access_token":"ya29.x","expires_in":3599,"scope":"s","token_type":"Bearer"}"#)
                == TokenGrant(token: token, lifetime: .seconds(3599)))
        #expect(
            try grant(200, #"{"access_token":"ya29.x","expires_in":"3599","token_type":"bearer","refresh_token":"r"}"#)
                == TokenGrant(token: token, lifetime: .seconds(3599), refreshToken: "r"))
        for unsaid in ["", #","expires_in":0"#, #","expires_in":-1"#, #","expires_in":null"#] {
            let read = try grant(200, #"{"access_token":"ya29.x","token_type":"Bearer"\#(unsaid)}"#)
            #expect(read.lifetime == nil)
        }
        let endless = try grant(200, #"{"access_token":"ya29.x","token_type":"Bearer","expires_in":1e300}"#)
        #expect(endless.lifetime == .days(365))
    }

    @Test(
        "What is no token is a fault, and said in the server's words on one line",
        arguments: [
            (
                400, #"{"error":"invalid_grant","error_description":"Token has been\r\nexpired or revoked."}"#,
                TokenFault.Kind.refused,
                "invalid_grant: Token has been  expired or revoked."
            ),
            (
                401,
                #"{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret hunter2-x9"}"#,
                .refused,
                "AADSTS7000215: Invalid client secret [secret]"
            ),
            (400, "no", .refused, "HTTP 400"), (302, "", .refused, "HTTP 302"), (404, "<html>", .refused, "HTTP 404"),
            (503, "", .unreachable, "HTTP 503"), (429, "{}", .unreachable, "HTTP 429"),
            (400, #"{"error":"temporarily_unavailable"}"#, .unreachable, "temporarily_unavailable"),
            (200, "", .refused, "without a token"), (200, "{}", .refused, "without a token"),
            (200, #"{"access_token":"a b","token_type":"Bearer"}"#, .refused, "cannot be one"),
            (200, #"{"access_token":"a","token_type":"mac"}"#, .refused, "no bearer token"),
            (200, #"{"access_token":"a"}"#, .refused, "no bearer token"),
        ])
    func faults(status: Int, body: String, kind: TokenFault.Kind, words: String) {
        do throws(TokenFault) {
            Issue.record("a token: \(try grant(status, body))")
        } catch {
            #expect(error.kind == kind)
            #expect(error.description.contains(words), "\(error.description)")
            #expect(error.description.hasPrefix("the token server t.test "))
            #expect(!error.description.unicodeScalars.contains { $0.value < 0x20 })
            #expect(!error.description.contains("hunter2"))
        }
    }
}

extension Duration {
    fileprivate static func days(_ count: Int) -> Duration { .seconds(86_400 * count) }
}
