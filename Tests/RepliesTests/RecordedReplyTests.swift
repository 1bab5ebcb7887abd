import Mail
import Replies
import Testing

@Suite("Replies as the wire brings them")
struct RecordedReplyTests {
    private let table: ReplyTable

    init() throws { table = try ReplyFile.shipped() }

    private func verdict(_ bytes: [UInt8], at stage: SMTPStage = .rcpt) throws -> Verdict {
        var parser = ReplyParser()
        parser.append(bytes)
        return table.judge(.refused(try #require(try parser.next()), at: stage))
    }

    private func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }

    @Test("Latin-1 and UTF-8 mean the same (P2)")
    func latin1() throws {
        let text = "554 5.5.0 Message refusé. Veuillez réessayer plus tard\r\n"
        let expected = try verdict(Array(text.utf8))
        #expect(expected.sentence == "the recipient's server asks to try later")
        #expect(try verdict(latin1(text)) == expected)
        let named = "451 4.7.1 Serveur occupé, réessayer dans 10 minutes\r\n"
        #expect(try verdict(Array(named.utf8)).named == .seconds(600))
        #expect(try verdict(latin1(named)).named == .seconds(600))
    }

    @Test("Garbage around a provider's code hides nothing (P2)")
    func garbage() throws {
        let code = Array("OFR006_999".utf8)
        let noises: [[UInt8]] = [
            [0xFF, 0xFE], [0x00], [0x1B, 0x5B], [0xE2, 0x80], Array("<[(".utf8), Array(" - ".utf8),
        ]
        for noise in noises {
            let reply = [Array("421 ".utf8), noise, [0x20], code, [0x20], noise, Array("\r\n".utf8)].flatMap { $0 }
            #expect(try verdict(reply).blame == .domain, "\(noise)")
        }
        #expect(try verdict(Array("421 XOFR006_999\r\n".utf8)).blame == .relay)
        #expect(try verdict(Array("421 OFR006_9990\r\n".utf8)).blame == .relay)
    }

    @Test("Any bytes at all get a verdict, and 4xx never fails a message (S7)")
    func anyBytes() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let noise = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            .filter { $0 != UInt8(ascii: "\n") }
            let action = try verdict(Array("450 ".utf8) + noise + Array("\r\n".utf8)).action
            #expect(action == .retry, "\(noise)")
        }
    }

    @Test("A code in the second line of a reply counts")
    func secondLine() throws {
        let reply = "552-5.1.1 Boite du destinataire pleine\r\n552 5.1.1 OFR_417 [417]\r\n"
        #expect(try verdict(Array(reply.utf8)).sentence == "the mailbox is full")
    }

    @Test("A named wait is kept for temporary replies only (S15)")
    func named() throws {
        #expect(try verdict(Array("450 4.7.1 Greylisted for 300 seconds\r\n".utf8)).named == .seconds(300))
        #expect(try verdict(Array("421 Try again in 1 hour OFR_104\r\n".utf8)).named == .seconds(3600))
        #expect(try verdict(Array("550 5.7.1 Try again in 1 hour\r\n".utf8)).named == nil)
        #expect(try verdict(Array("450 4.7.1 Try again later\r\n".utf8)).named == nil)
    }
}
