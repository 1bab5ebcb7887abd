import FoundationEssentials
import Glibc
import Logging
import Mail
import TestServers
import Testing

@testable import facteur

@Suite("Journald", .timeLimit(.minutes(1)))
struct JournalRecordTests {
    static let encodings: [(name: String, value: String, expected: [UInt8])] = [
        ("A", "b", Array("A=b\n".utf8)), ("A", "", Array("A=\n".utf8)), ("A", "b=c", Array("A=b=c\n".utf8)),
        ("A", "é", Array("A=é\n".utf8)),
        ("A", "b\nC=d", Array("A\n".utf8) + [5, 0, 0, 0, 0, 0, 0, 0] + Array("b\nC=d\n".utf8)),
        (
            "A", String(repeating: "\n", count: 300),
            Array("A\n".utf8) + [44, 1, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 10, count: 301)
        ),
    ]

    @Test(
        "A value with a line feed has its length before it, 64 bits little-endian (journald's native protocol)",
        arguments: encodings)
    func encoded(name: String, value: String, expected: [UInt8]) {
        var record = JournalRecord()
        record.append(name, value)
        #expect(record.bytes == expected)
    }

    @Test(
        "A key becomes a name as journald takes it: capitals, digits, underscores, at most 64",
        arguments: [
            ("message", "FACTEUR_MESSAGE"), ("next_attempt", "FACTEUR_NEXT_ATTEMPT"),
            ("http.path", "FACTEUR_HTTP_PATH"),
            ("é", "FACTEUR___"), (String(repeating: "a", count: 80), "FACTEUR_" + String(repeating: "A", count: 56)),
        ])
    func name(key: String, expected: String) { #expect(JournalRecord.name(of: key) == expected) }

    @Test("JOURNAL_STREAM is believed where it names the stream behind standard output, by device and inode")
    func stream() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        var status = stat()
        try #require(fstat(ends[1], &status) == 0)
        #expect(JournalStream("\(status.st_dev):\(status.st_ino)")?.isBehind(ends[1]) == true)
        #expect(JournalStream("\(status.st_dev):\(status.st_ino + 1)")?.isBehind(ends[1]) == false)
        #expect(JournalStream("\(status.st_dev):\(status.st_ino)")?.isBehind(-1) == false)
        for text in [nil, "", "8", "8:", ":1", "8:1:2", "a:b", "-1:2"] { #expect(JournalStream(text) == nil) }
        #expect(!Systemd(environment: ["JOURNAL_STREAM": "8:1"]).hasJournal)
    }

    @Test("journald gets each field by itself, and what is too long for a datagram as a sealed file")
    func received() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/socket"
        let server = try JournalServer(path: path, entries: 2)
        let socket = try #require(JournalSocket(path: path, longest: 100_000))
        let logger = Logger(label: "test") { _ in
            LineLogHandler(
                form: .journal(socket, otherwise: .prefixed), level: .info,
                write: { _ in
                    Issue.record("journald took nothing")
                })
        }
        let long = String(repeating: "word ", count: 400_000)
        logger.warning(
            "failed", metadata: ["event": "failed", "reply": "no\nsuch = mailbox", "code": .stringConvertible(550)])
        logger.info("sent", metadata: ["event": "sent", "message": "01993c9e", "reply": "\(long)"])
        let entries = try await server.entries()
        try #require(entries.count == 2)
        #expect(
            entries[0].fields == [
                "MESSAGE": #"failed reply="550 no such = mailbox""#, "PRIORITY": "4", "SYSLOG_IDENTIFIER": "facteur",
                "FACTEUR_EVENT": "failed", "FACTEUR_CODE": "550", "FACTEUR_REPLY": "no\nsuch = mailbox",
            ])
        #expect(entries[0].seals == nil)
        #expect(entries[1].fields["FACTEUR_MESSAGE"] == "01993c9e")
        #expect(entries[1].fields["FACTEUR_REPLY"] == long)
        // All four of them: journald takes no file that somebody may still change.
        #expect(entries[1].seals == 15)
    }
}

/// A receiver of journald's native protocol that was written from its specification, in Python.
struct JournalServer {
    struct Entry: Decodable {
        var fields: [String: String]
        /// Of the file that came in place of a datagram.
        var seals: Int?
    }

    private let running: Running

    /// Listens when this returns.
    init(path: String, entries: Int) throws {
        running = try Running(
            executable: "/usr/bin/env", arguments: ["python3", "-c", Self.program, path, String(entries)],
            environment: [:], input: "")
        let end = ContinuousClock.now + .seconds(30)
        while access(path, F_OK) != 0, ContinuousClock.now < end { usleep(10_000) }
    }

    func entries() async throws -> [Entry] {
        try JSONDecoder().decode([Entry].self, from: Data(await running.end().output.utf8))
    }

    private static let program = #"""
        import array, fcntl, json, os, socket, struct, sys
        receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        receiver.bind(sys.argv[1] + ".new")
        os.rename(sys.argv[1] + ".new", sys.argv[1])
        receiver.settimeout(30)
        entries = []
        for _ in range(int(sys.argv[2])):
            data, descriptors, _, _ = socket.recv_fds(receiver, 1 << 24, 1)
            seals = None
            if descriptors:
                seals = fcntl.fcntl(descriptors[0], 1034)
                data = os.pread(descriptors[0], 1 << 24, 0)
            fields = {}
            while data:
                line, data = data.split(b"\n", 1)
                if b"=" in line:
                    name, value = line.split(b"=", 1)
                else:
                    name, length = line, struct.unpack("<Q", data[:8])[0]
                    value, end, data = data[8:8 + length], data[8 + length:9 + length], data[9 + length:]
                    assert end == b"\n"
                fields[name.decode()] = value.decode()
            entries.append({"fields": fields, "seals": seals})
        print(json.dumps(entries))
        """#
}
