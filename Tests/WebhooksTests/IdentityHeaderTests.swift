import Mail
import Testing

@testable import Webhooks

@Suite("The headers that carry a message's identity")
struct IdentityHeaderTests {
    private static let id = MessageID(compact: RecordedBody.id)

    @Test("Each is of a provider of the table, within what providers and mail allow")
    func forms() throws {
        let id = try #require(Self.id)
        for header in IdentityHeader.all {
            #expect(WebhookAdapters.names.contains(header.provider))
            let line = "\(header.field.name): \(header.field.value(for: id))"
            #expect(line.utf8.count <= 78, "\(line)")
            #expect(line.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
        }
        #expect(IdentityHeader.key.utf8.count <= 20)
        #expect(Set(IdentityHeader.all.map(\.provider)).count == IdentityHeader.all.count)
    }

    @Test(
        "Each is written as its provider wants it",
        arguments: [
            ("brevo", "X-Mailin-custom: <id>"), ("mailjet", "X-MJ-CustomID: <id>"),
            ("ses", "X-SES-MESSAGE-TAGS: facteur-id=<id>"), ("mailgun", #"X-Mailgun-Variables: {"facteur-id":"<id>"}"#),
            ("postmark", "X-PM-Metadata-facteur-id: <id>"),
            ("sendgrid", #"X-SMTPAPI: {"unique_args":{"facteur-id":"<id>"}}"#), ("scaleway", nil), ("resend", nil),
        ] as [(String, String?)])
    func golden(provider: String, line: String?) throws {
        let id = try #require(Self.id)
        let written = IdentityHeader.field(of: provider).map { "\($0.name): \($0.value(for: id))" }
        #expect(written == line?.replacing("<id>", with: RecordedBody.id))
    }

    @Test("What comes back of it names the message, and what anybody else writes there names none")
    func reading() throws {
        let id = try #require(Self.id)
        #expect(MessageReferences(own: .text(id.compact)).messages.map(\.id) == [id])
        for text in ["", "drip:0:2", id.compact + "0", String(id.compact.dropLast()), id.description] {
            #expect(MessageReferences(own: .text(text)).isEmpty, "\(text)")
        }
        #expect(MessageReferences(own: .integer(5)).isEmpty)
    }

    @Test("The table of adapters has each name once, in the order of the settings")
    func names() { #expect(Adapters.all.map(\.name) == WebhookAdapters.names) }
}
