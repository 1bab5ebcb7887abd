import Glibc
import Postgres
import Synchronization
import TestServers
import Testing

@testable import facteur

@Suite("Taking subscribers in", .timeLimit(.minutes(2)))
struct SubscriberImportTests {
    /// A line as files have it, `\n` left out, and what is told of it; nil for one that is taken in.
    static let lines: [(line: [UInt8], fault: String?)] =
        written.map { (Array($0.line.utf8), $0.fault) } + [
            (Array("b@b.test,Zo".utf8) + [0xE9], "is not UTF-8: save the file in UTF-8"),
            (Array("b@b.test,Zo".utf8) + [0xED, 0xA0, 0x80], "is not UTF-8: save the file in UTF-8"),
        ]

    private static let written: [(line: String, fault: String?)] = [
        ("a1@b.test,Zoé,fr-FR,2024-05-01", nil),
        ("a2@b.test,Zoé,fr-FR,2024-05-01T10:00:00Z", nil),
        ("a3@b.test,,,", nil),
        ("a4@b.test,  ,,  ", nil),
        ("a5@b.test", nil),
        ("a6@b.test,\"Dupont, Zoé\",fr,2024-02-29", nil),
        ("a7@b.test,,,25/11/2024 10:00", nil),
        ("a8@b.test,,,0001-01-01", nil),
        ("a9@b.test,,,2024-05-01t10:00:00.123456789+15:59", nil),
        ("b@b.test,,,0000-00-00", "consented_at is a moment that no calendar has"),
        ("b@b.test,,,0000-00-00 00:00:00", "consented_at is a moment that no calendar has"),
        ("b@b.test,,,2024-02-30", "consented_at is a moment that no calendar has"),
        ("b@b.test,,,2023-02-29", "consented_at is a moment that no calendar has"),
        ("b@b.test,,,2024-13-01", "consented_at is a moment that no calendar has"),
        ("b@b.test,,,2024-05-01T24:00:00Z", "consented_at is not a moment such as 2026-11-25T13:05:00Z"),
        ("b@b.test,,,2024-05-01T10:60:00Z", "consented_at is a moment that no calendar has"),
        ("b@b.test,,,2024-05-01T10:00:00+25:00", "consented_at is a moment that no calendar has"),
        ("b@b.test,,,9999-12-31", "consented_at is in the future"),
        ("b@b.test,,,13/25/2024", "consented_at is a moment that no calendar has: the day comes before the month"),
        ("b@b.test,,,10000-01-01", "consented_at is not a moment such as 2026-11-25T13:05:00Z"),
        ("b@b.test,,,0044-03-15 BC", "consented_at is not a moment such as 2026-11-25T13:05:00Z"),
        ("b@b.test,,,1714521600", "consented_at is not a moment such as 2026-11-25T13:05:00Z"),
        ("b@b.test,,,infinity", "consented_at is not a moment such as 2026-11-25T13:05:00Z"),
        ("b@b.test,,,now", "consented_at is not a moment such as 2026-11-25T13:05:00Z"),
        ("b@b.test,,,NULL", "consented_at is not a moment such as 2026-11-25T13:05:00Z"),
        (
            "b@b.test,,,,x",
            "has a value in column 5, which the first line does not name: quote what holds a separator"
        ),
        ("b@b.test,,french,", "locale is not a language tag such as fr-FR"),
        (",Zoé,,", "email is empty"),
        ("b@b.test,\u{202E}Zoé,,", "name holds a control of the writing direction"),
        ("b@b.test,\(String(repeating: "é", count: 201)),,", "name is longer than 200 characters"),
        ("b@b.test,\(String(repeating: "é", count: 1001)),,", "name is longer than 2000 bytes"),
        ("b@b.test,\(String(repeating: "é", count: 40_000)),,", "is longer than 64 KiB"),
        ("\(String(repeating: "a", count: 65))@b.test,,,", "email has more than 64 bytes before the @"),
        ("\(String(repeating: "a", count: 300))@b.test,,,", "email is longer than 254 bytes"),
        ("b@b.test,Z\u{0}o,,", "is not UTF-8: save the file in UTF-8"),
        ("b@b.test,Z\u{1}o,,", "name holds a line break or another control character"),
        ("b@b.test,\"Zoé\" Dupont,,", "has text behind a closing quote"),
    ]

    @Test("A line that is not in order is told and skipped, all others are kept, whatever is wrong with it")
    func lines() async throws {
        let header: [UInt8] = Array("email,name,locale,consented_at\n".utf8)
        let (told, result) = try await take(
            header + Self.lines.flatMap { $0.line + [UInt8(ascii: "\n")] }, into: try await TestDatabase.make())
        for (index, expected) in Self.lines.enumerated() {
            #expect(told[index + 2] == expected.fault, "\(String(decoding: expected.line.prefix(80), as: UTF8.self))")
        }
        #expect(result.added == Self.lines.count { $0.fault == nil })
        #expect(result.faults == Self.lines.count { $0.fault != nil })
        #expect(result.skipped == result.faults)
    }

    @Test("A file in another encoding is refused before any of it is taken in")
    func encoding() async throws {
        let database = try await TestDatabase.make()
        let utf16: [UInt8] = "email,name\na@b.test,a\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let latin1 = Array("email,name\na@b.test,a\nb@b.test,Zo".utf8) + [0xE9, 0x0A]
        for bytes in [utf16, latin1] {
            let refusal = await #expect(throws: CommandError.self) { _ = try await take(bytes, into: database) }
            #expect(refusal?.lines.first?.contains("save it as UTF-8") == true)
        }
        #expect(try database.psql("select count(*) from facteur.list") == "0")
    }

    @Test("UTF-16 with its mark is read")
    func utf16() async throws {
        let text = "\u{FEFF}email\tname\r\na@b.test\tZoé 😀\r\n"
        let database = try await TestDatabase.make()
        let (told, result) = try await take(text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, into: database)
        #expect(told.isEmpty && result.added == 1)
        #expect(try database.psql("select name from facteur.subscription") == "Zoé 😀")
    }

    @Test("Rows in which nothing stands are none, wherever they stand")
    func blankRows() async throws {
        let (told, result) = try await take(
            Array("\n;;\nemail;name;\n;;\n\na@b.test;;\n ; ;\n;;".utf8), into: try await TestDatabase.make())
        #expect(told.isEmpty && result.added == 1 && result.skipped == 0)
    }

    @Test("A check counts what an import then does, over all its batches, and writes nothing")
    func check() async throws {
        let database = try await TestDatabase.make()
        try database.psql(
            "select facteur.subscribe('r1@b.test', 'lettre'), facteur.subscribe('r2@b.test', 'lettre'), "
                + "facteur.unsubscribe('r2@b.test', 'lettre')")
        var file = "email;statut;consentement\n"
        for number in 1...5_000 {
            let status =
                number % 7 == 0 ? "désabonné" : number % 11 == 0 ? "en attente" : number % 13 == 0 ? "vip" : "abonné"
            // Each address stands there twice, far apart, in another case.
            let address = "\(number.isMultiple(of: 2) ? "R" : "r")\(number % 2_500)@b.test"
            file += "\(address);\(status);\(number % 17 == 0 ? "31/02/2024" : "01/02/2024")\n"
        }
        let before = try database.psql("select count(*) from facteur.subscription")
        let (toldFirst, forecast) = try await take(Array(file.utf8), into: database, isCheck: true)
        #expect(try database.psql("select count(*) from facteur.subscription") == before)
        let (told, result) = try await take(Array(file.utf8), into: database)
        #expect(told == toldFirst)
        #expect(forecast.first.map(\.line) == [2, 3, 4, 5, 6])
        var counts = forecast
        counts.first = []
        #expect(counts == result)
        #expect(result.added > 1000 && result.known > 1000 && result.left > 500 && result.skipped > 300)
        #expect(result.added + result.known + result.left + result.skipped == 5_000)
    }

    /// What was told of which line, and the sums.
    private func take(
        _ bytes: [UInt8], into database: TestDatabase, isCheck: Bool = false
    ) async throws -> ([Int: String], SubscriberImport.Result) {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/list.csv"
        let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
        try #require(write(descriptor, bytes, bytes.count) == bytes.count)
        lseek(descriptor, 0, SEEK_SET)
        defer { close(descriptor) }
        let told = Told()
        let intake = SubscriberImport(
            list: "lettre", source: "a test", isCheck: isCheck,
            report: { line, fault in told.lines.withLock { $0[line] = fault } },
            progress: { _ in })
        let result = try await intake.run(descriptor, name: path, into: OutboxAdministration(database.settings))
        return (told.lines.withLock { $0 }, result)
    }

    private final class Told: Sendable {
        let lines = Mutex<[Int: String]>([:])
    }
}
