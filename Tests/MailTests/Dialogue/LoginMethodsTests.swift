import Mail
import Testing

@Suite("Which login a relay takes")
struct LoginMethodsTests {
    @Test("What is refused is tried in each other way that is offered, once (RFC 4954)")
    func others() {
        var methods = LoginMethods()
        let offered = ["CRAM-MD5", "PLAIN", "LOGIN", "XOAUTH2"]
        #expect(methods.first == .standard)
        #expect(methods.refused(.standard, 535, offered: offered) == .login)
        #expect(methods.refused(.login, 535, offered: offered) == .cramMD5)
        #expect(methods.refused(.cramMD5, 535, offered: offered) == nil)
        #expect(methods.first == .standard)
        #expect(methods.refused(.standard, 535, offered: offered) == nil, "no account is to be locked")
    }

    @Test("A command that was not understood is said in two steps first", arguments: [500, 501, 504])
    func twoSteps(code: Int) {
        var methods = LoginMethods()
        #expect(methods.refused(.standard, code, offered: ["PLAIN"]) == .plainInTwoSteps)
        methods.accepted(.plainInTwoSteps)
        #expect(methods.first == .plainInTwoSteps)
    }

    @Test("A relay that can log nobody in for the moment is not asked in another way", arguments: [421, 432, 454])
    func transient(code: Int) {
        var methods = LoginMethods()
        #expect(methods.refused(.standard, code, offered: ["PLAIN", "LOGIN"]) == nil)
        #expect(methods.refused(.standard, 535, offered: ["PLAIN", "LOGIN"]) == .login, "it says nothing of the way")
    }

    @Test("Where nothing fits there is nothing to try", arguments: [[], ["XOAUTH2"], ["NTLM", "GSSAPI"]])
    func nothing(offered: [String]) {
        var methods = LoginMethods()
        #expect(methods.refused(.standard, nil, offered: offered) == nil)
    }

    @Test("CRAM-MD5 is used where it is all there is (RFC 2195)")
    func cramMD5() {
        var methods = LoginMethods()
        #expect(methods.refused(.standard, nil, offered: ["CRAM-MD5"]) == .cramMD5)
    }

    @Test(
        "SCRAM goes before CRAM-MD5, where the library has it (RFC 5802)",
        arguments: [
            (true, ["SCRAM-SHA-256"], .scram), (true, ["SCRAM-SHA-1"], .scram),
            (true, ["CRAM-MD5", "SCRAM-SHA-1"], .scram), (true, ["LOGIN", "SCRAM-SHA-1"], .login),
            (true, ["CRAM-MD5"], .cramMD5), (true, ["SCRAM-SHA-512"], nil),
            (false, ["CRAM-MD5", "SCRAM-SHA-256"], .cramMD5), (false, ["SCRAM-SHA-256"], nil),
        ] as [(Bool, [String], LoginMethod?)])
    func scram(isKnown: Bool, offered: [String], next: LoginMethod?) {
        var methods = LoginMethods(knowsSCRAM: isKnown)
        #expect(methods.refused(.standard, nil, offered: offered) == next)
    }

    @Test("What worked is begun with")
    func remembered() {
        var methods = LoginMethods()
        _ = methods.refused(.standard, 535, offered: ["PLAIN", "LOGIN"])
        methods.accepted(.login)
        #expect(methods.first == .login)
        #expect(methods.refused(.login, 535, offered: ["PLAIN", "LOGIN"]) == nil)
        #expect(methods.first == .standard)
    }

    @Test("The answer to EHLO names the mechanisms, in the old form too, and in ASCII alone")
    func capabilities() {
        var capabilities = Capabilities()
        for line in ["auth plain Login", "AUTH=LOGIN PLAIN", "ſIZE 100", "SIZE 200"] {
            capabilities.read(Array(line.utf8))
        }
        #expect(capabilities.logins == ["PLAIN", "LOGIN"])
        #expect(capabilities.loginsOfOldForm == ["LOGIN", "PLAIN"])
        #expect(capabilities.largestMessage == 200)
    }
}
