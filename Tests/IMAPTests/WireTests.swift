import Testing

@testable import IMAP

@Suite("What IMAP writes in its own way")
struct WireTests {
    @Test(
        "Names of folders (RFC 3501 section 5.1.3)",
        arguments: [
            ("INBOX", "INBOX"), ("Traités", "Trait&AOk-s"), ("a & b", "a &- b"), ("台北", "&U,BTFw-"),
            ("日本語", "&ZeVnLIqe-"),
            ("😀", "&2D3eAA-"), ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
        ])
    func folders(name: String, encoded: String) { #expect(FolderName(name).encoded == encoded) }

    @Test("A folder's name says no more than a name, in a command and in a URL")
    func quoted() {
        let name = FolderName("a\"b\\c;UID=1\r\nd")
        #expect(name.quoted == #""a\"b\\c;UID=1&AA0ACg-d""#)
        #expect(name.percentEncoded == "a%22b%5Cc%3BUID%3D1%26AA0ACg-d")
    }

    @Test("Lines of a server are read as far as they are looked at")
    func lines() {
        let lines = ServerLines(
            Array(
                """
                * OK [CAPABILITY IMAP4rev1] ready\r
                * 3 EXISTS\r
                * OK [UIDVALIDITY 4711] UIDs valid\r
                * search 7 5\r
                * SEARCH 12 x 4294967296\r
                * CAPABILITY imap4rev1 MOVE\r
                A004 OK done SEARCH 1\r

                """.utf8))
        #expect(lines.found == [5, 7, 12])
        #expect(lines.uidValidity == 4711)
        #expect(lines.capabilities == ["IMAP4REV1", "MOVE"])
        #expect(ServerLines([]).found.isEmpty && ServerLines([]).uidValidity == nil)
    }
}
