import Mail
import Postgres
import Testing

@testable import facteur

@Suite("What the doctor thinks of a database")
struct DatabaseFindingsTests {
    @Test(
        "Clocks that differ by more than two seconds are told, ahead or behind",
        arguments: [(0, "agree"), (1, "agree"), (3, "3s ahead of"), (-4, "4s behind"), (86_400, "1d ahead of")])
    func clock(offset: Int64, words: String) {
        let before = Timestamp(seconds: 1_800_000_000)
        let after = Timestamp(microseconds: before.microseconds + 5_000)
        let server = Timestamp(microseconds: after.microseconds + offset * 1_000_000)
        let finding = DatabaseFindings.clock(
            offset < 0 ? Timestamp(microseconds: before.microseconds + offset * 1_000_000) : server, before, after)
        #expect(finding.text.contains(words), "\(finding.text)")
        #expect(finding.grade == (words == "agree" ? .ok : .warning))
    }

    @Test("Who holds a snapshot for long is told with the pid and the mend; who does not is nobody")
    func snapshots() {
        let quick = OldSnapshot(kind: "session", processID: 1, role: "a", age: 10, lasting: .seconds(1))
        #expect(DatabaseFindings.snapshots([quick]).map(\.grade) == [.ok])
        let slow = OldSnapshot(
            kind: "session", processID: 4711, role: "camille", program: "psql", state: "idle in transaction", age: 12,
            lasting: .seconds(7200))
        let slot = OldSnapshot(kind: "replication slot", name: "old", state: "inactive", age: 900_000)
        let prepared = OldSnapshot(kind: "prepared transaction", name: "x1", age: 5, lasting: .seconds(9999))
        let found = DatabaseFindings.snapshots([quick, slow, slot, prepared])
        #expect(found.map(\.grade) == [.warning, .warning, .warning])
        #expect(
            found[0].text
                == "pid 4711 (psql, role camille, idle in transaction) holds a snapshot for 2h, 12 transactions old, so dead rows pile up: select pg_terminate_backend(4711)"
        )
        #expect(found[1].text.contains("pg_drop_replication_slot('old')"))
        #expect(found[2].text.contains("rollback prepared 'x1'"))
    }

    @Test("A table that autovacuum leaves alone, and one that it does not keep up with")
    func tables() {
        let found = DatabaseFindings.tables([
            TableState(name: "ready", isLeftAlone: true), TableState(name: "lease", dead: 80_000, live: 100),
            TableState(name: "message", dead: 80_000, live: 1_000_000), TableState(name: "ended", dead: 10, live: 0),
        ])
        #expect(found.map(\.grade) == [.failing, .warning])
        #expect(found[0].text.contains("alter table facteur.ready reset (autovacuum_enabled)"))
        #expect(found[1].text.contains("facteur.lease has 80000 dead rows and 100 living ones, never vacuumed"))
    }

    @Test("Poolers, by what they hand on")
    func pooling() {
        #expect(DatabaseFindings.pooling(.statement).code == .settings)
        #expect(DatabaseFindings.pooling(.transaction(keepsPrepared: false)).text.contains("max_prepared_statements"))
        for fine in [Pooling.none, .session, .transaction(keepsPrepared: true)] {
            #expect(DatabaseFindings.pooling(fine).grade == .ok)
        }
    }

    @Test("Leases that nobody who lives holds")
    func leases() {
        #expect(DatabaseFindings.leases(LostLeases(leases: 0, workers: 0, oldest: nil)).grade == .ok)
        let lost = DatabaseFindings.leases(LostLeases(leases: 12, workers: 1, oldest: .seconds(3600)))
        #expect(lost.grade == .warning && lost.text.contains("12 messages") && lost.text.contains("for 1h"))
    }

    @Test(
        "The end of a certificate, as libcurl tells it",
        arguments: [
            ("Nov 30 12:00:00 2026 GMT", "2026-11-30T12:00:00Z"), ("Dec  1 00:00:00 2026 GMT", "2026-12-01T00:00:00Z"),
            ("2026-11-30 12:00:00 GMT", "2026-11-30T12:00:00Z"), ("soon", nil), ("", nil),
            ("Foo 30 12:00:00 2026 GMT", nil),
        ] as [(String, String?)])
    func certificate(text: String, moment: String?) {
        #expect(CertificateEnd.moment(text)?.rfc3339 == moment)
    }

    @Test("Two weeks before its end a certificate is told")
    func soon() throws {
        let now = try #require(Timestamp(rfc3339: "2026-11-20T12:00:00Z"))
        #expect(
            CertificateEnd.description("Nov 30 12:00:00 2026 GMT", now: now) == (
                "certificate until 2026-11-30, 10 days", true
            ))
        #expect(CertificateEnd.description("Jan 30 12:00:00 2027 GMT", now: now).isSoon == false)
    }
}
