import Mail
import Testing

@testable import Postgres
@testable import facteur

@Suite("The status for people")
struct StatusReportTests {
    static let now = LocalTimeTests.time.now
    static let name = "relay-of-a-provider-with-a-long-name.boutique.example"

    /// As much trouble as fits into one queue.
    static let troubled: QueueStatus = {
        var status = well
        status.counts = ["password-reset", "withdrawal-received", "newsletter"].map { kind in
            var counts = QueueStatus.KindCounts(lane: kind == "newsletter" ? .bulk : .transactional, kind: kind)
            counts.waiting = 1_234_567
            counts.oldestSeconds = 86_000
            (counts.later, counts.retrying, counts.sending, counts.inDoubt) = (99_999, 99_999, 4000, 99_999)
            for outcome in ["sent", "failed", "expired", "superseded", "cancelled", "suppressed", "bounced"] {
                counts.ended[outcome] = .init(total: 9_999_999, lastHour: 99_999, lastDay: 999_999)
            }
            counts.complained = .init(total: 3, lastHour: 1, lastDay: 2)
            counts.isEstimate = true
            return counts
        }
        status.workers = (1...2).map { number in
            QueueStatus.Worker(
                host: name, processID: number, version: "0.1.0", isIdle: false, startedAt: now,
                heartbeatAgeSeconds: Double(number) * 20)
        }
        status.relays = [
            QueueStatus.Relay(
                name: "\(name):587", sent: 99_999, notSent: 99_999, lastReply: String(repeating: "spam ", count: 60)),
            QueueStatus.Relay(
                name: "\(name):465", sent: 0, notSent: 3, lastReply: "", downSince: now,
                reason: "nothing answers at the relay's address: connection refused", reportedBy: ["\(name):1"]),
        ]
        let issue = "019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11"
        status.paused = [
            Pause(name: "bulk", scope: .lane, since: now, by: "marie@\(name)", reason: "the shop is down for long"),
            Pause(
                name: issue, scope: .newsletter, since: now, reason: "12 of its first 100 messages were refused",
                isAutomatic: true),
        ]
        status.troubles = [.init(worker: "\(name):1", name: "journal", since: now, reason: "disk full")]
        status.noteworthy = [
            .init(state: "in_doubt", id: issue, kind: "withdrawal-received", at: now),
            .init(state: "failed", id: issue, kind: "newsletter", at: Timestamp(seconds: 1_700_000_000)),
        ]
        status.newsletters = [.init(id: issue, list: "nouveautes-de-la-boutique", sendAt: now, expanded: 1_234_567)]
        status.isExact = false
        return status
    }()

    static let living = QueueStatus.Worker(
        host: "mail1", processID: 1, version: "0.1.0", isIdle: true, startedAt: Timestamp(seconds: 1_700_000_000),
        heartbeatAgeSeconds: 2)

    static let well = QueueStatus(
        counts: [], workers: [living], relays: [], paused: [], newsletters: [], parked: [], messages: 0,
        troubles: [], noteworthy: [], isExact: true)

    @Test("All of it fits 80 columns, whatever the trouble; the commands to type are whole")
    func width() {
        let lines = StatusReport(Self.troubled, time: LocalTimeTests.time).lines
        let long = lines.filter { $0.count > 80 && !$0.hasPrefix("  facteur ") }
        #expect(long.isEmpty)
        for part in ["facteur resume bulk", "in doubt", "relay down: ", "in trouble: journal", "~1.2M", "--exact"] {
            #expect(lines.contains { $0.contains(part) }, "\(part): \(lines)")
        }
    }

    @Test("One message is one", arguments: [(1, "1 message, all accounted for"), (2, "2 messages, all accounted for")])
    func sum(messages: Int, line: String) {
        var status = Self.well
        status.messages = messages
        status.counts = [Self.counts { $0.waiting = messages }]
        #expect(StatusReport(status, time: LocalTimeTests.time).lines.contains(line))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isWell: Bool
        /// A part of the fault or the note.
        let word: String
        let change: @Sendable (inout QueueStatus) -> Void

        init(
            _ name: String, isWell: Bool = false, _ word: String,
            _ change: @escaping @Sendable (inout QueueStatus) -> Void
        ) {
            testDescription = name
            self.isWell = isWell
            self.word = word
            self.change = change
        }
    }

    static let cases: [Case] = [
        Case("no worker", "no worker runs") { $0.workers = [] },
        Case("a silent worker alone", "no worker runs") { $0.workers[0].heartbeatAgeSeconds = 31 },
        Case("a silent worker beside another", "is silent") {
            $0.workers.append($0.workers[0])
            $0.workers[1].heartbeatAgeSeconds = 31
        },
        Case("a relay that is down", "relay a:587 is down") {
            $0.relays = [.init(name: "a:587", sent: 0, notSent: 0, lastReply: "", downSince: now)]
        },
        Case("a relay that refuses some", isWell: true, "") {
            $0.relays = [.init(name: "a:587", sent: 1, notSent: 9, lastReply: "")]
        },
        Case("a journal", "journal of mail1:1") {
            $0.troubles = [.init(worker: "mail1:1", name: "journal", since: now, reason: "disk full")]
        },
        Case("a doubt", "1 message in doubt") { $0.counts = [counts { $0.inDoubt = 1 }] },
        Case("a person's pause", isWell: true, "bulk is paused") {
            $0.paused = [Pause(name: "bulk", scope: .lane, since: now, by: "marie")]
        },
        Case("the worker's pause", "n has paused itself") {
            $0.paused = [Pause(name: "n", scope: .newsletter, since: now, reason: "refused", isAutomatic: true)]
        },
        Case("mail that is late", "password-reset has been due for too long") {
            $0.counts = [counts { $0.oldestSeconds = 301 }]
        },
        Case("mail that is late because a person paused it", isWell: true, "password-reset is paused") {
            $0.counts = [counts { $0.oldestSeconds = 301 }]
            $0.paused = [Pause(name: "password-reset", scope: .kind, since: now, by: "marie")]
        },
        Case("a newsletter that is late", isWell: true, "") {
            $0.counts = [.init(lane: .bulk, kind: "newsletter", oldestSeconds: 3000)]
        },
        Case("failures", isWell: true, "2 messages failed in the last hour") {
            $0.counts = [counts { $0.ended["failed"] = .init(total: 9, lastHour: 2, lastDay: 5) }]
        },
        Case("estimates", isWell: true, "estimates") { $0.isExact = false },
    ]

    @Test("The verdict says whether somebody must act, and why", arguments: cases)
    func verdict(_ given: Case) {
        var status = Self.well
        given.change(&status)
        let verdict = QueueVerdict(status)
        #expect(verdict.isWell == given.isWell && verdict.isWell == verdict.faults.isEmpty)
        let words = (given.isWell ? verdict.notes : verdict.faults).joined(separator: ", ")
        #expect(words.contains(given.word) || given.word.isEmpty, "\(verdict)")
        let line = StatusReport(status, time: LocalTimeTests.time).lines.first
        #expect(line?.hasPrefix(given.isWell ? "all is well" : "look here: ") == true)
    }

    private static func counts(
        _ change: (inout QueueStatus.KindCounts) -> Void
    ) -> QueueStatus.KindCounts {
        var counts = QueueStatus.KindCounts(lane: .transactional, kind: "password-reset")
        change(&counts)
        return counts
    }
}
