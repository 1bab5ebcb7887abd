import Testing

@testable import facteur

@Suite("Reading CSV")
struct CSVReaderTests {
    private func records(_ text: String, pieces: Int = 1) -> [CSVReader.Record] {
        var reader = CSVReader()
        var records: [CSVReader.Record] = []
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + max(1, bytes.count / pieces))
            records += reader.read(bytes[start..<end])
            start = end
        }
        return records + reader.end()
    }

    @Test(
        "Commas, semicolons or tabs, LF or CRLF, quotes, a byte order mark, Excel's sep=; the same in pieces of any size",
        arguments: [1, 3, 1000])
    func forms(pieces: Int) {
        for text in [
            "email,name\na@b.test,\"Dupont, Zoé\"\n", "\u{FEFF}email,name\r\na@b.test,\"Dupont, Zoé\"\r\n",
            "email;name\na@b.test;Dupont, Zoé", "email,name\n\n\na@b.test,\"Dupont, Zoé\"",
            "email\tname\ra@b.test\tDupont, Zoé\r", "\u{FEFF}\"email\",\"name\"\r\na@b.test,\"Dupont, Zoé\"\r\n",
            "sep=;\r\nemail;name\r\na@b.test;Dupont, Zoé\r\n",
            "\u{FEFF}\"sep=,\"\nemail,name\na@b.test,\"Dupont, Zoé\"",
        ] {
            let read = records(text, pieces: pieces)
            #expect(read.map(\.fields) == [["email", "name"], ["a@b.test", "Dupont, Zoé"]], "\(text)")
            #expect(read.allSatisfy { $0.fault == nil })
        }
    }

    @Test("The separator is the one that the first line with one has most often, outside quotes")
    func separators() {
        for (text, fields) in [
            ("a,b;c;d\n", ["a,b", "c", "d"]), ("\"a,b,c\";d\n", ["a,b,c", "d"]),
            ("\"a\"\"b,c,d\";e\n", ["a\"b,c,d", "e"]),
            ("a\tb, c\td\n", ["a", "b, c", "d"]), ("\"a\nb,c\";d", ["a\nb,c", "d"]), ("a \"b;c", ["a \"b", "c"]),
        ] as [(String, [String])] {
            #expect(records(text).map(\.fields) == [fields], "\(text)")
        }
        #expect(
            records("email\na@b.test\nc@d.test;x\n").map(\.fields) == [["email"], ["a@b.test"], ["c@d.test", "x"]])
    }

    @Test("Lines are counted as an editor shows them, quoted line breaks and Excel's first line included")
    func lines() {
        let read = records("email\r\n\"a\r\nb\"\r\n\r\nc@d.test\r\n\"\"\"x\"\"\"")
        #expect(read.map(\.line) == [1, 2, 5, 6])
        #expect(read[1].fields == ["a\r\nb"])
        #expect(read[3].fields == ["\"x\""])
        #expect(records("sep=;\r\nemail;name\r\na;\"b\r\nc\"\r\nd;e").map(\.line) == [2, 3, 5])
    }

    @Test("What cannot be read is told, and the rest is read")
    func faults() {
        var reader = CSVReader()
        let latin: [UInt8] =
            Array("email,name\na@b.test,Zo".utf8) + [0xE9] + Array("\nc@d.test,\"a\"b\ne@f.test,x\ng@h.test,\"".utf8)
        let read = reader.read(latin) + reader.end()
        #expect(read.map { $0.fault == nil } == [true, false, false, true, false])
        #expect(read[1].fault == "is not UTF-8: save the file in UTF-8")
        #expect(read[4].fault == "has a quote that is never closed")
    }

    @Test("A quote that is never closed in the first line is told once its line is too long")
    func openQuote() {
        let read = records("\"email\n" + String(repeating: "x", count: 70_000))
        #expect(read.first?.fault == "has a quote that is never closed")
    }

    static let texts = [
        "a", "a,b", "a;b", "a\tb", "\"", " a ", "", "a\nb", "é", "a\"\u{301}b", "\"\u{200D}", ",\u{301}", " \u{301}a",
        "\r\n", "-x", "=cmd()", "+33 6", "@x", "\tx", "\rx", "\nx", "'", "'x", "'-x", "''=x", "=\u{301}x", "＝x", "''",
        "a=b",
        "=1;2", "=\"a\"",
    ]

    @Test("What is written can be read again", arguments: texts)
    func fields(text: String) {
        let read = records("x,y\n\(CSVField.written(text)),1").last?.fields
        #expect(read?.map(CSVField.original) == [text, "1"])
    }

    @Test("Nothing that is written begins with what a spreadsheet runs", arguments: texts)
    func formulas(text: String) {
        let field = records("x,y\n\(CSVField.written(text)),1").last?.fields.first ?? ""
        let first = field.unicodeScalars.first
        #expect(first.map { !"=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? true)
    }
}
