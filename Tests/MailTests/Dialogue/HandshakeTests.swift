import Mail
import Testing

@Suite("The handshake of a connection")
struct HandshakeTests {
    private func hear(_ lines: [String], startTLS: Bool = true) -> SMTPHandshake {
        var handshake = SMTPHandshake(expectsStartTLS: startTLS)
        for line in lines {
            let isSMTP = handshake.heard((line + "\r\n").utf8)
            #expect(isSMTP)
        }
        return handshake
    }

    @Test("Only the EHLO after STARTTLS counts (RFC 3207)")
    func lastBlockCounts() {
        let handshake = hear([
            "220 mail.test ESMTP", "250-mail.test", "250-PIPELINING", "250-SIZE 10", "250 STARTTLS", "220 2.0.0 go",
            "250-mail.test", "250-size 52428800", "250 AUTH PLAIN LOGIN", "334 ", "235 2.7.0 welcome",
        ])
        #expect(!handshake.capabilities.pipelining)
        #expect(!handshake.capabilities.startTLS)
        #expect(handshake.capabilities.size)
        #expect(handshake.capabilities.largestMessage == 52_428_800)
        #expect(handshake.isAuthenticated)
        #expect(handshake.refusal == nil)
    }

    @Test("The first line of the answer to EHLO is a name, whatever it looks like")
    func nameIsNoCapability() {
        let handshake = hear(["220 x", "250-PIPELINING", "250 SIZE"], startTLS: false)
        #expect(!handshake.capabilities.pipelining)
        #expect(handshake.capabilities.size)
        #expect(handshake.capabilities.largestMessage == nil)
    }

    @Test("SIZE 0 and a SIZE beyond all numbers are no limit (RFC 1870)", arguments: ["SIZE 0", "SIZE", "SIZE 9e99"])
    func noLimit(line: String) {
        let handshake = hear(["220 x", "250-x", "250 \(line)"], startTLS: false)
        #expect(handshake.capabilities.size)
        #expect(handshake.capabilities.largestMessage == nil)
    }

    @Test("A refusal belongs to the step it answers")
    func refusals() {
        let tls = ["220 x", "250-x", "250 STARTTLS"]
        let cases: [([String], SMTPStage, Int)] = [
            (["421 4.3.2 busy"], .greeting, 421),
            (["220 x", "550 who are you"], .ehlo, 550),
            (tls + ["454 4.7.0 no TLS now"], .startTLS, 454),
            (tls + ["220 go", "501 again?"], .ehlo, 501),
            (tls + ["220 go", "250 x", "535 5.7.8 no"], .auth, 535),
            (
                tls + ["220 go", "250 x", "334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "535-5.7.8 no", "535 5.7.8 really"],
                .auth, 535
            ),
        ]
        for (lines, stage, code) in cases {
            let handshake = hear(lines)
            #expect(handshake.stage == stage)
            #expect(handshake.refusal?.code == code)
            #expect(!handshake.isAuthenticated)
        }
    }

    @Test("A refused EHLO is forgiven when HELO is not")
    func helo() {
        let handshake = hear(["220 x", "502 what", "250 x"], startTLS: false)
        #expect(handshake.refusal == nil)
        #expect(handshake.stage == .auth)
    }

    @Test("What is no SMTP is noticed at once")
    func garbage() {
        var handshake = SMTPHandshake(expectsStartTLS: true)
        let isSMTP = handshake.heard("SSH-2.0-OpenSSH_9.2\r\n".utf8)
        #expect(!isSMTP)
        #expect(handshake.malformed != nil)
        #expect(handshake.stage == .greeting)
    }
}
