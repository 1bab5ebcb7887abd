import Testing

@testable import MailReading

@Suite("The mail reader shows what Python's email package composed")
struct MailReaderTests {
    @Test(
        "Text and HTML come out of multipart/alternative, in either encoding and in Latin-1",
        arguments: ["quoted-printable", "base64", "8bit"], ["utf-8", "iso-8859-1"])
    func parts(encoding: String, charset: String) async throws {
        let output = try await Python.run(
            #"""
            import sys
            from email.message import EmailMessage
            from email.policy import SMTP
            mail = EmailMessage(policy=SMTP)
            mail["Subject"] = "Réinitialisez votre mot de passe, Éléonore de la Rochefoucauld-Montbéliard : où ?"
            mail["To"] = "Camille Œuvrard <camille@client.test>"
            mail.set_content("Été\r\n\r\n.à bientôt\r\n", cte="\#(encoding)", charset="\#(charset)")
            mail.add_alternative("<p>Été = fête</p>\r\n", subtype="html", cte="\#(encoding)", charset="\#(charset)")
            print(mail.as_bytes().hex())
            """#)
        let digits = output.dropLast()
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { offset in
            UInt8(digits.dropFirst(offset).prefix(2), radix: 16)
        }
        let mail = MailReader(bytes)
        #expect(
            mail.header("subject")
                == "Réinitialisez votre mot de passe, Éléonore de la Rochefoucauld-Montbéliard : où ?")
        #expect(mail.header("To") == "Camille Œuvrard <camille@client.test>")
        #expect(mail.text == "Été\n\n.à bientôt\n")
        #expect(mail.html == "<p>Été = fête</p>\n")
        #expect(mail.headers.map(\.name).contains("MIME-Version"))
    }

    @Test("A mail without MIME is text, one without a body or with a broken part is read as far as it goes")
    func leftovers() {
        let plain = MailReader(Array("Subject: a\r\n b\r\n\r\nx\r\n".utf8))
        #expect(plain.header("Subject") == "a b")
        #expect(plain.text == "x\n")
        #expect(plain.html == nil)
        #expect(MailReader([]).text == "")
        let broken = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\nx"
        #expect(MailReader(Array(broken.utf8)).html == "x")
        #expect(MailReader(Array((broken + "\r\n--b").utf8)).html == "x")
    }

    @Test(
        "Encoded-words",
        arguments: [
            ("=?utf-8?q?=C3=A0_b?= =?UTF-8?B?w6k=?= c", "à bé c"),
            ("=?iso-8859-1*fr?Q?=E9?=", "é"),
            ("=?utf-8?x?a?= =? a  b", "=?utf-8?x?a?= =? a  b"),
        ])
    func words(value: String, text: String) {
        #expect(EncodedWordDecoder.decode(value) == text)
    }

    @Test("What is no quoted-printable escape stands for itself; what is no base64 is nil")
    func faults() {
        #expect(QuotedPrintableDecoder.decode(Array("a=\r\nb=zz=4".utf8)) == Array("ab=zz=4".utf8))
        #expect(Base64Decoder.decode(Array("w6k=".utf8)) == [0xC3, 0xA9])
        for text in ["w6k", "w", "w6k=a", "w!==", "===="] { #expect(Base64Decoder.decode(Array(text.utf8)) == nil) }
    }
}
