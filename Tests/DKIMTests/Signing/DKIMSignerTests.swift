import Mail
import TestServers
import Testing

@testable import DKIM

@Suite("Signed mail (RFC 6376)", .timeLimit(.minutes(5)))
struct DKIMSignerTests {
    private let samples: Samples

    init() throws { samples = try Samples() }

    private func header(of mail: [UInt8]) -> String {
        let layout = mail.withUnsafeBufferPointer { MailLayout(of: $0) }
        return String(decoding: mail[..<layout.bodyStart], as: UTF8.self)
    }

    /// The tags of the first signature, without their folding.
    private func tags(of mail: [UInt8]) throws -> [String: String] {
        let layout = mail.withUnsafeBufferPointer { MailLayout(of: $0) }
        let field = String(decoding: mail[try #require(layout.fields.first)], as: UTF8.self)
        var tags: [String: String] = [:]
        for tag in try #require(field.wholeMatch(of: /DKIM-Signature:((?s).*)/)).1.split(separator: ";") {
            let parts = tag.split(separator: "=", maxSplits: 1)
            let (name, value) = (try #require(parts.first), parts.dropFirst().first ?? "")
            tags[String(name.filter { !$0.isWhitespace })] = String(value.filter { !$0.isWhitespace })
        }
        return tags
    }

    @Test("A newsletter's signatures cover what readers and providers act by, and seal it (M26, U5)")
    func coverage() throws {
        let tags = try tags(of: try samples.newsletter().bytes)
        let names = try #require(tags["h"]).split(separator: ":").map(String.init)
        let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
        for name in [
            "From", "To", "Subject", "Date", "Message-ID", "Content-Type", "List-Unsubscribe", "List-Unsubscribe-Post",
        ] { #expect(counts[name] == 2, "\(name)") }
        // It is not there, and must not be added.
        #expect(counts["Reply-To"] == 1)
        for name in [
            "MIME-Version", "Content-Transfer-Encoding", "Content-Language", "Auto-Submitted", "Feedback-ID", "List-Id",
        ] { #expect(counts[name] == 1, "\(name)") }
        #expect(counts["Precedence"] == nil)
    }

    @Test("A signature has no end and no length, and the moment of the Date field (M26)")
    func tags() throws {
        let tags = try tags(of: try samples.newsletter().bytes)
        #expect(Set(tags.keys) == ["v", "a", "c", "d", "s", "t", "bh", "h", "b"])
        #expect(tags["v"] == "1" && tags["c"] == "relaxed/relaxed")
        #expect(tags["d"] == "shop.example" && tags["s"] == "s2026" && tags["a"] == "rsa-sha256")
        #expect(tags["t"] == "\(Samples.moment.seconds)")
    }

    @Test(
        "Signatures stand first, in lines of fewer than 78 columns, and nothing else of the mail is changed (M1, M26)")
    func lines() throws {
        let signed = try samples.newsletter().bytes
        let header = header(of: signed)
        #expect(header.hasPrefix("DKIM-Signature: v=1; a=rsa-sha256;"))
        let lines = header.split(separator: "\r\n")
        for line in lines where line.hasPrefix("DKIM-Signature") { #expect(line.utf8.count < 78, "\(line)") }
        let fields = signed.withUnsafeBufferPointer { MailLayout(of: $0) }.fields
        let names = fields.map { String(decoding: signed[$0].prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self) }
        #expect(names.prefix(3) == ["DKIM-Signature", "DKIM-Signature", "Date"])
        for field in fields.prefix(2) {
            let text = String(decoding: signed[field], as: UTF8.self)
            for line in text.split(separator: "\r\n") { #expect(line.utf8.count < 78, "\(line)") }
        }
        let other = try samples.newsletter(from: "lettre@elsewhere.example").bytes
        #expect(self.header(of: other).hasPrefix("Date:"))
    }

    @Test("The same message has the same signatures on every attempt (M6)")
    func repeatable() throws {
        #expect(try samples.newsletter().bytes == samples.newsletter().bytes)
    }

    @Test("dkimpy finds both signatures of 300 random mails in order (M26)")
    func random() async throws {
        var generator = SeededGenerator(seed: 8463)
        let mails = try (0..<300).map { _ in try samples.signed(RandomMail.make(using: &generator)) }
        let verdicts = try await SignatureVerifier.verdicts(
            on: mails + [try samples.newsletter().bytes], records: samples.records)
        #expect(verdicts.count == 301)
        for (index, verdict) in verdicts.enumerated() { #expect(verdict == "True True", "\(index)") }
    }

    @Test("A header in UTF-8 is signed as it stands (RFC 8616), and a field that the provider takes out is not")
    func international() async throws {
        let mail = try samples.newsletter(
            to: "élodie@épicerie.test", identityFields: [IdentityField(name: "X-MJ-CustomID")]
        ).bytes
        let text = String(decoding: mail, as: UTF8.self)
        #expect(text.contains("\r\nTo: Camille Dupont <élodie@épicerie.test>\r\n"))
        let delivered = text.split(separator: "\r\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("X-MJ-CustomID:") }.joined(separator: "\r\n")
        #expect(delivered != text)
        let verdicts = try await SignatureVerifier.verdicts(
            on: [mail, Array(delivered.utf8), Array(text.replacing("élodie", with: "elodie").utf8)],
            records: samples.records)
        #expect(verdicts.prefix(2) == ["True True", "True True"])
        #expect(verdicts.last?.contains("True") == false)
    }

    @Test("A changed byte of what is signed, and a field that is added, are found (M26, U5)")
    func tampering() async throws {
        let text = String(decoding: try samples.newsletter().bytes, as: UTF8.self)
        let changed = [
            text.replacing("camille@", with: "camilla@"), text.replacing("novembre", with: "octobre_"),
            text.replacing("/d/p8ZsYw3kQe", with: "/d/p8ZsYw3kQf"), text.replacing("One-Click", with: "Two-Click"),
            text.replacing("boutique01", with: "boutique02"), text.replacing("Bonjour", with: "Bonsoir"),
            text.replacing("Date: ", with: "Subject: offer\r\nDate: "),
            text.replacing("Date: ", with: "From: a@b.c\r\nDate: "),
            text.replacing("Date: ", with: "Reply-To: thief@b.c\r\nDate: "),
            text.replacing("Date: ", with: "Content-Type: text/html\r\nDate: "), text + "added\r\n",
        ]
        let harmless = [
            text.replacing("Date: ", with: "Received: from a by b\r\nDate: "), text + "\r\n\r\n",
            text.replacing("Subject: ", with: "SUBJECT:   "),
        ]
        #expect(!changed.contains(text))
        let verdicts = try await SignatureVerifier.verdicts(
            on: (changed + harmless).map { Array($0.utf8) }, records: samples.records)
        for (index, verdict) in verdicts.prefix(changed.count).enumerated() {
            #expect(!verdict.contains("True"), "\(index): \(verdict)")
        }
        #expect(verdicts.suffix(harmless.count) == ["True True", "True True", "True True"])
    }
}
