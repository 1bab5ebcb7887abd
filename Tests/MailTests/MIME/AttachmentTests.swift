import Foundation
import Testing

@testable import Mail

@Suite("Files that go with a letter")
struct AttachmentTests {
    /// Names of files as producers choose them; add what went wrong somewhere.
    static let names = [
        "facture.pdf", "Facture n° 4711 – été.pdf", "日本.pdf", "a \"b\" c.pdf", "semi;colon=equals.pdf", "100 %.pdf",
        "l'œuf.pdf", "l’œuf.pdf", "two  spaces.pdf", "no-extension", "😀👩‍👩‍👧.png", "=?utf-8?q?x?=.pdf", "utf-8''x.pdf",
        "*.pdf",
        String(repeating: "long-", count: 50) + ".pdf", String(repeating: "\"", count: 120) + ".pdf",
        String(repeating: "日本語", count: 27) + ".pdf", String(repeating: "é", count: 120) + ".pdf",
        "(comment) <a@b> [c].pdf", "مرحبا.pdf",
    ]

    private static let file = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    private static func composed(_ attachments: [Mail.Attachment], _ letter: Letter = Samples.letter()) throws
        -> Message
    {
        try Samples.composer().compose(letter, for: Samples.claimed(), attachments: attachments)
    }

    /// What Python's email package reads: the type, the name and the content of each file, and what it found wrong.
    struct Read: Decodable {
        struct File: Decodable, Equatable {
            var type: String
            var name: String
            var sha256: String
            var size: Int
        }

        var files: [File]
        var text: String
        var html: String
        var defects: [String]

        init(_ mail: [UInt8]) throws {
            let script = """
                import base64, email, email.policy, hashlib, json, sys
                data = base64.b64decode(sys.stdin.read())
                mail = email.message_from_bytes(data, policy=email.policy.default)
                defects = [repr(d) for part in mail.walk() for d in part.defects]
                defects += [n + repr(d) for part in mail.walk() for n, v in part.items() for d in v.defects]
                files = []
                for part in mail.iter_attachments():
                    content = part.get_payload(decode=True)
                    files.append({'type': part.get_content_type(), 'name': part.get_filename(),
                        'sha256': hashlib.sha256(content).hexdigest(), 'size': len(content)})
                    if part['content-disposition'].content_disposition != 'attachment': defects.append('shown within')
                html = mail.get_body(('html',))
                json.dump({'files': files, 'text': mail.get_body(('plain',)).get_content(),
                    'html': html.get_content() if html else '', 'defects': defects}, sys.stdout)
                """
            self = try JSONDecoder().decode(
                Self.self, from: IndependentParser.run(script, input: Data(mail).base64EncodedString()))
        }
    }

    @Test("Python's email package reads each name as it was given (RFC 2231)")
    func names() throws {
        let attachments = Self.names.map {
            Mail.Attachment(name: $0, mediaType: "application/pdf", content: AttachedContent(Self.file))
        }
        let message = try Self.composed(attachments)
        let read = try Read(message.whole)
        #expect(read.files.map(\.name) == Self.names)
        #expect(read.files.allSatisfy { $0.type == "application/pdf" && $0.size == Self.file.count })
        #expect(read.defects.isEmpty, "\(read.defects)")
    }

    @Test(
        "Contents of any size come out as they were, beside the letter, and the mail is fit for the wire (M1, M8)",
        arguments: [1, 2, 3, 56, 57, 58, 16_000, 30_000, AttachedContent.pieceSize, AttachedContent.pieceSize * 2 + 1])
    func contents(size: Int) throws {
        var generator = SeededGenerator(seed: UInt64(size))
        let file = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let content = AttachedContent(file)
        #expect(content.pieces.reduce(0) { $0 + $1.count } == AttachedContent.encodedSize(size))
        let small = Mail.Attachment(
            name: "a.txt", mediaType: "text/plain; charset=utf-8", content: AttachedContent([65]))
        let message = try Self.composed([
            small, Mail.Attachment(name: "b.bin", mediaType: "application/octet-stream", content: content), small,
        ])
        for part in [message.bytes] + message.rest.dropLast() { #expect(part.suffix(2) == [0x0D, 0x0A]) }
        let mail = MailBytes(message.whole)
        #expect(message.size == mail.bytes.count)
        #expect(mail.longestLine <= 76 && mail.isPrintableASCII && mail.endsWithLineBreak)
        #expect(!mail.hasBareLineEnd && !mail.hasLeadingDot && !mail.hasTrailingWhiteSpace)
        let read = try Read(mail.bytes)
        #expect(read.files.map(\.size) == [1, size, 1])
        #expect(read.files.map(\.type) == ["text/plain", "application/octet-stream", "text/plain"])
        let expected = try JSONDecoder().decode(
            String.self,
            from: IndependentParser.run(
                "import base64, hashlib, json, sys; print(json.dumps(hashlib.sha256(base64.b64decode(sys.stdin.read())).hexdigest()))",
                input: Data(file).base64EncodedString()))
        #expect(read.files[1].sha256 == expected)
        #expect(read.text.contains("Bonjour Camille") && read.html.contains("choisir"))
        #expect(read.defects.isEmpty, "\(read.defects)")
    }

    @Test("A letter without HTML, and one with, are the same parts as without files")
    func letters() throws {
        for html in [nil, Samples.html] {
            let letter = Samples.letter(html: html)
            let plain = MailBytes(try Samples.composed(letter)).text
            let mixed = MailBytes(
                try Self.composed(
                    [Mail.Attachment(name: "a.pdf", mediaType: "application/pdf", content: AttachedContent(Self.file))],
                    letter
                ).whole
            ).text
            let body = try #require(plain.range(of: "Content-Type: ")).lowerBound
            #expect(mixed.contains(plain[body...]))
            #expect(mixed.hasPrefix(plain[..<body]))
        }
    }

    @Test("Without files a mail is what it was, to the byte")
    func none() throws {
        for (letter, id) in [(Samples.letter(), Samples.messageID), (Samples.letter(html: nil), Samples.messageID)] {
            let claimed = try Samples.claimed(id: id)
            let (with, without) = (
                try Samples.composer().compose(letter, for: claimed, attachments: []),
                try Samples.composer().compose(letter, for: claimed)
            )
            #expect(with.bytes == without.bytes && with.rest.isEmpty && with.size == with.bytes.count)
        }
    }

    @Test("A name that could begin a header is refused once more")
    func injection() {
        for (name, type) in [("a\r\nBcc: x", "text/plain"), ("a", "text/plain\r\nBcc: x")] {
            #expect(throws: ComposeFault.self) {
                try Self.composed([Mail.Attachment(name: name, mediaType: type, content: AttachedContent([1]))])
            }
        }
    }
}

extension Message {
    /// As it goes over the wire, but for the final dot.
    var whole: [UInt8] { bytes + rest.flatMap(\.self) }
}
