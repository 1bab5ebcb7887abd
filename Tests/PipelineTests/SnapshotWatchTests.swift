import Mail
import Testing

@testable import Pipeline

@Suite("Who holds back the removal of dead rows, and for how long")
struct SnapshotWatchTests {
    private static func holder(_ pid: String, _ transaction: String) -> SnapshotHolder {
        SnapshotHolder(kind: "session", pid: pid, name: "psql", transaction: transaction)
    }

    /// Who is found at seconds 0, 15, 30 ..., and for how many seconds the last one is said to have held.
    private static let cases: [(found: [SnapshotHolder?], seconds: Int?)] = [
        ([nil], nil),
        ([holder("1", "7")], 0),
        ([holder("1", "7"), holder("1", "7"), holder("1", "7")], 30),
        // The next transaction of a busy session, and another session with the same one.
        ([holder("1", "7"), holder("1", "9")], 0),
        ([holder("1", "7"), holder("2", "7")], 0),
        // Between two looks it was gone: it began anew.
        ([holder("1", "7"), nil, holder("1", "7")], 0),
        ([holder("1", "7"), holder("1", "7"), nil], nil),
    ]

    @Test("It is counted from the first look that found the same one", arguments: cases)
    func time(found: [SnapshotHolder?], seconds: Int?) {
        var watch = SnapshotWatch()
        var held: HeldSnapshot?
        for (turn, holder) in found.enumerated() { held = watch.held(by: holder, at: .seconds(15 * turn)) }
        #expect(held?.time == seconds.map { Duration.seconds($0) })
        #expect(held?.holder == found.last ?? nil)
    }
}
