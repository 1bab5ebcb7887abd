import Testing

@testable import MailReading

@Suite("Files of a mail, as its reader gets them")
struct AttachmentReaderTests {
    @Test(
        "Parameters of fields: quoted, in sections, encoded (RFC 2231)",
        arguments: [
            ("attachment; filename=a.pdf", "a.pdf"), ("attachment; FileName = \"a \\\"b\\\";c.pdf\"", "a \"b\";c.pdf"),
            ("attachment; filename*=utf-8'fr'%C3%A9t%C3%A9.pdf", "été.pdf"),
            ("attachment; filename*=iso-8859-1''%E9.pdf", "é.pdf"),
            ("attachment; filename*1=\"b.pdf\"; filename*0=\"a\"", "ab.pdf"),
            ("attachment; filename*0*=utf-8''%C3; filename*1*=%A9; filename*2=.pdf", "é.pdf"),
            ("attachment; filename=e.pdf; filename*=utf-8''%C3%A9.pdf", "é.pdf"), ("attachment", nil), ("", nil),
            ("attachment; filename*=utf-8''100%25%.pdf", "100%%.pdf"),
        ] as [(String, String?)])
    func parameters(field: String, name: String?) {
        #expect(FieldParameters(field)["filename"] == name)
    }

    @Test("Python's files come out with their names and contents; what stands within the letter is none")
    func files() async throws {
        let output = try await Python.run(
            #"""
            from email.message import EmailMessage
            from email.policy import SMTP
            mail = EmailMessage(policy=SMTP)
            mail.set_content("Bonjour\n")
            mail.add_alternative("<p>Bonjour</p>", subtype="html")
            mail.add_attachment(bytes(range(256)), maintype="application", subtype="pdf", filename="Facture n° 1 – été.pdf")
            mail.add_attachment("a;b\r\n", subtype="csv", filename="b.csv")
            mail.add_attachment(b"x", maintype="image", subtype="png", disposition="inline", filename="logo.png")
            print(mail.as_bytes().hex())
            """#)
        let digits = output.dropLast()
        let mail = MailReader(
            stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(digits.dropFirst($0).prefix(2), radix: 16) })
        #expect(mail.attachments.map(\.name) == ["Facture n° 1 – été.pdf", "b.csv"])
        #expect(mail.attachments.map(\.type) == ["application/pdf", "text/csv"])
        #expect(mail.attachments.first?.octets == (0...255).map { UInt8($0) })
        #expect(mail.text == "Bonjour\n")
    }
}
