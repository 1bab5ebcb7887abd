import Mail
import Reports
import Testing

@Suite("Character sets that nobody knows")
struct CharsetTests {
    /// What stands for the charset, quoted or not, closed or not, at any length.
    static let charsets = [
        "", "\"\"", "\"", "x-nothing", "utf-7", "utf-16", "iso-2022-jp", "unknown-8bit", "\"utf-8", "utf-8; charset=x",
        "=?utf-8?Q?utf-8?=", "%s%n", "../../etc/passwd", "utf-8\u{0}", "'", "*0*=utf-8''u", "\u{202E}8-ftu",
        String(repeating: "x", count: 10_000), String(repeating: "\"x", count: 5_000),
    ]

    @Test(
        "A report in a nonsense charset is understood all the same, and its words are one line",
        arguments: charsets.indices)
    func nonsense(number: Int) throws {
        let charset = Self.charsets[number]
        let id = RecordedReport.id
        let head = """
            From: MAILER-DAEMON@mail.exemple.test
            To: b+\(id)@bounce.shop.test
            Subject: failure notice
            Content-Type: text/plain; charset=\(charset)
            Content-Transfer-Encoding: 8bit

            Hi. This is the qmail-send program at mail.exemple.test.
            I'm afraid I wasn't able to deliver your message to the following addresses.

            <lectrice@exemple.test>:
            Sorry, no mailbox here by that name: pr
            """
        let mail = Array(head.utf8) + [0xE9, 0xFF, 0xC3] + Array(" nom. (#5.1.1)\n".utf8)
        let reader = ReportReader(unsubscribe: try UnsubscribeAddress("unsubscribe@shop.test"))
        let report = try #require(try reader.report(mail.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }))
        #expect(report.event == .bounced)
        #expect(report.enhanced == "5.1.1")
        #expect(report.references.messages.first?.id == MessageID(compact: id))
        #expect(report.text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(report.text.unicodeScalars.count <= 512)
    }
}
