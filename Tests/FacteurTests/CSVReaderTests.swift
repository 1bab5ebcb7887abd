import Testing

@testable import facteur

@Suite("Reading subscribers from CSV")
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
        return records + [reader.end()].compactMap(\.self)
    }

    @Test(
        "Commas or semicolons, LF or CRLF, quotes, a byte order mark; the same in pieces of any size",
        arguments: [1, 3, 1000])
    func forms(pieces: Int) {
        for text in [
            "email,name\na@b.test,\"Dupont, Zoé\"\n", "\u{FEFF}email,name\r\na@b.test,\"Dupont, Zoé\"\r\n",
            "email;name\na@b.test;Dupont, Zoé", "email,name\n\n\na@b.test,\"Dupont, Zoé\"",
        ] {
            let read = records(text, pieces: pieces)
            #expect(read.map(\.fields) == [["email", "name"], ["a@b.test", "Dupont, Zoé"]], "\(text)")
            #expect(read.allSatisfy { $0.fault == nil })
        }
    }

    @Test("Lines are counted as an editor shows them, quoted line breaks included")
    func lines() {
        let read = records("email\r\n\"a\r\nb\"\r\n\r\nc@d.test\r\n\"\"\"x\"\"\"")
        #expect(read.map(\.line) == [1, 2, 5, 6])
        #expect(read[1].fields == ["a\r\nb"])
        #expect(read[3].fields == ["\"x\""])
    }

    @Test("What cannot be read is told, and the rest is read")
    func faults() {
        var reader = CSVReader()
        let latin: [UInt8] =
            Array("email,name\na@b.test,Zo".utf8) + [0xE9] + Array("\nc@d.test,\"a\"b\ne@f.test,x\ng@h.test,\"".utf8)
        let read = reader.read(latin) + [reader.end()].compactMap(\.self)
        #expect(read.map { $0.fault == nil } == [true, false, false, true, false])
        #expect(read[1].fault == "is not UTF-8: save the file in UTF-8")
        #expect(read[4].fault == "has a quote that is never closed")
    }

    @Test(
        "What is written can be read again",
        arguments: [
            "a", "a,b", "a;b", "\"", " a ", "", "a\nb", "é", "a\"\u{301}b", "\"\u{200D}", ",\u{301}", " \u{301}a",
            "\r\n",
        ])
    func fields(text: String) {
        #expect(records("x,y\n\(CSVReader.field(text)),1").last?.fields == [text, "1"])
    }

    @Test("Columns are found by their names in either language, and unknown ones passed over")
    func columns() throws {
        let columns = try #require(SubscriberColumns(header: ["Nom", "Téléphone", " E-mail ", "Langue"]))
        #expect(columns.text(.email, in: ["Zoé", "1", " z@x.test ", "fr-FR"]) == "z@x.test")
        #expect(columns.text(.name, in: ["Zoé  D", "1", "z@x.test", "fr-FR"]) == "Zoé D")
        #expect(columns.text(.consentedAt, in: ["Zoé", "1", "z@x.test", "fr-FR"]) == "")
        #expect(columns.ignored == ["téléphone"])
        #expect(SubscriberColumns(header: ["nom"]) == nil)
    }
}
