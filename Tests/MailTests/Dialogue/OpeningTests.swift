import Mail
import Testing

@Suite("The opening of a line")
struct OpeningTests {
    private func hear(_ lines: [String], startTLS: Bool = true) -> Opening {
        var opening = Opening(expectsStartTLS: startTLS)
        for line in lines {
            let isSMTP = opening.heard((line + "\r\n").utf8)
            #expect(isSMTP)
        }
        return opening
    }

    @Test("Only the EHLO after STARTTLS counts (RFC 3207)")
    func lastBlockCounts() {
        let opening = hear([
            "220 mail.test ESMTP", "250-mail.test", "250-PIPELINING", "250-SIZE 10", "250 STARTTLS", "220 2.0.0 go",
            "250-mail.test", "250-size 52428800", "250 AUTH PLAIN LOGIN", "334 ", "235 2.7.0 welcome",
        ])
        #expect(!opening.capabilities.pipelining)
        #expect(!opening.capabilities.startTLS)
        #expect(opening.capabilities.size)
        #expect(opening.capabilities.largestMessage == 52_428_800)
        #expect(opening.isAuthenticated)
        #expect(opening.refusal == nil)
    }

    @Test("The first line of the answer to EHLO is a name, whatever it looks like")
    func nameIsNoCapability() {
        let opening = hear(["220 x", "250-PIPELINING", "250 SIZE"], startTLS: false)
        #expect(!opening.capabilities.pipelining)
        #expect(opening.capabilities.size)
        #expect(opening.capabilities.largestMessage == nil)
    }

    @Test("SIZE 0 and a SIZE beyond all numbers are no limit (RFC 1870)", arguments: ["SIZE 0", "SIZE", "SIZE 9e99"])
    func noLimit(line: String) {
        let opening = hear(["220 x", "250-x", "250 \(line)"], startTLS: false)
        #expect(opening.capabilities.size)
        #expect(opening.capabilities.largestMessage == nil)
    }

    @Test("A refusal belongs to the step it answers")
    func refusals() {
        let tls = ["220 x", "250-x", "250 STARTTLS"]
        let cases: [([String], Stage, Int)] = [
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
            let opening = hear(lines)
            #expect(opening.stage == stage)
            #expect(opening.refusal?.code == code)
            #expect(!opening.isAuthenticated)
        }
    }

    @Test("A refused EHLO is forgiven when HELO is not")
    func helo() {
        let opening = hear(["220 x", "502 what", "250 x"], startTLS: false)
        #expect(opening.refusal == nil)
        #expect(opening.stage == .auth)
    }

    @Test("What is no SMTP is noticed at once")
    func garbage() {
        var opening = Opening(expectsStartTLS: true)
        let isSMTP = opening.heard("SSH-2.0-OpenSSH_9.2\r\n".utf8)
        #expect(!isSMTP)
        #expect(opening.malformed != nil)
        #expect(opening.stage == .greeting)
    }
}
