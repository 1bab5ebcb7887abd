import FoundationEssentials
import Logging
import Mail
import Synchronization
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

    @Test("Control characters in JSON are escaped (RFC 8259 section 7)")
    func escapes() throws {
        let all = String(String.UnicodeScalarView((0...0x7F).compactMap(Unicode.Scalar.init))) + "É\u{2028}"
        let decoded = try JSONDecoder().decode([String].self, from: Data("[\(JSONText.string(all))]".utf8))
        #expect(decoded == [all])
    }

    @Test(
        "A value for people cannot be taken for another field",
        arguments: [("x \u{301}event=sent", #"value="x \#u{301}event=sent""#), ("x\"\u{301}", #"value="x\"\#u{301}""#)])
    func quoted(value: String, expected: String) throws {
        let line = try #require(lines(.text) { $0.info("sent", metadata: ["value": "\(value)"]) }.first)
        #expect(line.utf8.suffix(expected.utf8.count).elementsEqual(expected.utf8))
    }

    @Test("A line for people is one line, whatever a server replied")
    func plain() throws {
        let line = try #require(lines(.text) { $0.info("sent", metadata: delivery) }.first)
        #expect(line.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info    sent message=.*/) != nil, "\(line)")
        #expect(!line.utf8.contains { $0 < 0x20 })
        #expect(line.hasSuffix(#"reply="250 2.0.0 Ok: queued as \"4Xk2\"  forged=1" smtp_ms=12"#))
    }

    @Test("Under systemd a line begins with its priority and leaves the time to journald")
    func journal() {
        let lines = lines(.journal) {
            $0.error("down")
            $0.warning("slow")
            $0.notice("note")
            $0.info("sent")
            $0.debug("unseen")
        }
        #expect(lines == ["<3>down", "<4>slow", "<5>note", "<6>sent"])
    }

    @Test("JSON under systemd has the priority too")
    func journalJSON() {
        #expect(lines(.json(isJournal: true)) { $0.info("sent") }.first?.hasPrefix("<6>{\"time\"") == true)
    }

    @Test("JOURNAL_STREAM tells that systemd listens")
    func detection() {
        #expect(Systemd(environment: ["JOURNAL_STREAM": "8:1"]).hasJournal)
        #expect(!Systemd(environment: [:]).hasJournal)
    }
}
