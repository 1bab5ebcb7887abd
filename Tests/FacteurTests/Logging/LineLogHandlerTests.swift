import FoundationEssentials
import Logging
import Mail
import Synchronization
import TestServers
import Testing

@testable import facteur

@Suite("Log lines")
struct LineLogHandlerTests {
    /// The lines that a logger of this form writes.
    private func lines(_ form: LineLogHandler.Form, _ log: (Logger) -> Void) -> [String] {
        let written = Lines()
        log(Logger(label: "test") { _ in LineLogHandler(form: form, level: .info, write: { written.add($0) }) })
        return written.all
    }

    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        func add(_ line: String) { lines.withLock { $0.append(line) } }
        var all: [String] { lines.withLock { $0 } }
    }

    private let delivery: Logger.Metadata = [
        "smtp_ms": .stringConvertible(12), "reply": "250 2.0.0 Ok: queued as \"4Xk2\"\r\nforged=1", "event": "sent",
        "kind": "password-reset", "message": "01993c9e-0000-7000-8000-000000000000",
    ]

    @Test("JSON is one object a line, its keys always in the same order, numbers as numbers")
    func json() throws {
        let lines = lines(.json(isJournal: false)) { $0.info("sent", metadata: delivery) }
        let line = try #require(lines.first)
        let order = ["time", "level", "event", "message", "kind", "reply", "smtp_ms", "text"]
        let places = try order.map { try #require(line.firstRange(of: "\"\($0)\":")).lowerBound }
        #expect(places == places.sorted())
        #expect(line.contains(#""smtp_ms":12,"#))
        #expect(!line.contains("\n"))
        let object = try JSONDecoder().decode(Delivery.self, from: Data(line.utf8))
        #expect(object.reply == "250 2.0.0 Ok: queued as \"4Xk2\"\r\nforged=1")
        #expect(object.level == "info")
    }

    private struct Delivery: Decodable {
        var level: String
        var reply: String
    }

    @Test(
        "A field that the list has as a number is one in JSON, however the event carried it",
        arguments: [
            ("port", "9025", "9025"), ("code", "550", "550"), ("per_second", "12.5", "12.5"),
            ("port", "007", #""007""#),
            ("port", "0x10", #""0x10""#), ("per_second", "nan", #""nan""#), ("per_second", "1.", #""1.""#),
            ("port", "", #""""#), ("reply", "250", #""250""#), ("nobody", "5", #""5""#),
        ])
    func numbers(key: String, value: String, expected: String) throws {
        let line = try #require(lines(.json(isJournal: false)) { $0.info("x", metadata: [key: "\(value)"]) }.first)
        #expect(line.contains("\"\(key)\":\(expected),"), "\(line)")
    }

    @Test(
        "What an event carries as a number is one in JSON, of whatever type it is",
        arguments: [
            ("code", Logger.MetadataValue.stringConvertible(550), "550"), ("code", .stringConvertible(-1), "-1"),
            ("count", .stringConvertible(UInt64.max), "18446744073709551615"),
            ("per_second", .stringConvertible(-0.5), "-0.5"), ("per_second", .stringConvertible(0.000_01), "1e-05"),
            ("per_second", .stringConvertible(Double.nan), #""nan""#), ("nobody", .stringConvertible(5), "5"),
            ("nobody", .stringConvertible(true), "true"),
        ])
    func typed(key: String, value: Logger.MetadataValue, expected: String) throws {
        let line = try #require(lines(.json(isJournal: false)) { $0.info("x", metadata: [key: value]) }.first)
        #expect(line.contains("\"\(key)\":\(expected),"), "\(line)")
    }

    @Test("Keys that are nobody's follow those of the list, by their names")
    func others() throws {
        let metadata: Logger.Metadata = ["b": "1", "reply": "2", "a": "3", "event": "sent"]
        let line = try #require(lines(.json(isJournal: false)) { $0.info("x", metadata: metadata) }.first)
        #expect(line.hasSuffix(#""event":"sent","reply":"2","a":"3","b":"1","text":"x"}"#), "\(line)")
    }

    @Test("Control characters in JSON are escaped (RFC 8259 section 7)")
    func escapes() throws {
        let all = String(String.UnicodeScalarView((0...0x7F).compactMap(Unicode.Scalar.init))) + "É\u{2028}"
        let decoded = try JSONDecoder().decode([String].self, from: Data("[\(JSONText.string(all))]".utf8))
        #expect(decoded == [all])
    }

    @Test("Where standard output is the journal a line begins with its priority and leaves the time to journald")
    func journal() {
        let lines = lines(.prefixed) {
            $0.error("down")
            $0.warning("slow")
            $0.notice("note")
            $0.info("sent")
            $0.debug("unseen")
        }
        #expect(lines == ["<3>down", "<4>slow", "<5>note", "<6>sent"])
    }

    @Test("JSON in the journal has the priority too")
    func journalJSON() {
        #expect(lines(.json(isJournal: true)) { $0.info("sent") }.first?.hasPrefix("<6>{\"time\"") == true)
    }

    @Test("Where journald is away, lines go to standard output")
    func away() throws {
        let socket = try #require(JournalSocket(path: "/nowhere/journal.socket"))
        #expect(lines(.journal(socket, otherwise: .prefixed)) { $0.error("down") } == ["<3>down"])
    }

    @Test(
        "What log.format means, by whether standard output is the journal",
        arguments: [
            (Keys.Log.Format.auto, false, "text"), (.auto, true, "journal"), (.text, false, "text"),
            (.text, true, "prefixed"),
            (.json, false, "json"), (.json, true, "prefixed json"), (.journal, false, "journal"),
            (.journal, true, "journal"),
        ])
    func format(_ format: Keys.Log.Format, hasJournal: Bool, expected: String) {
        let form = Log.form(
            format, hasJournal: hasJournal, style: TextStyle(lead: .date), socket: { JournalSocket(path: "/nowhere") })
        let name =
            switch form {
            case .text: "text"
            case .prefixed: "prefixed"
            case .journal: "journal"
            case .json(let isJournal): isJournal ? "prefixed json" : "json"
            }
        #expect(name == expected)
    }
}
