import Catcher
import Foundation
import TestServers

/// One issue to a whole town, with everything that happens meanwhile: reset links, readers who leave, refusals, a pause; then a second one
/// that is cancelled. READERS sets how many there are.
struct Newsletter: Scenario {
    static let name = "newsletter"

    private let readers = ProcessInfo.processInfo.environment["READERS"].flatMap { Int($0) } ?? 20_000
    private let leavers = 200
    private let resets = 200
    /// What the slowest of a hundred resets may take. The promise is the production build's (`make newsletter-check`); the other one
    /// shares its cores with this program, and takes thrice the time for all it does.
    #if DEBUG
        private let longestTail = Duration.milliseconds(300)
    #else
        private let longestTail = Duration.milliseconds(100)
    #endif
    /// What pausing and cancelling may take.
    private let patience = Duration.seconds(2)

    func run(_ chance: inout Chance) async throws -> [Row] {
        // Of a hundred mailboxes one does not exist.
        let script = Script([
            Rule(
                at: .rcpt, where: { $0.recipient?.contains("00@lettre") == true },
                do: [.reply(550, "5.1.1 Unknown user")])
        ])
        let relay = try await CatchingServer.start(conduct: script, mailbox: MailStore(capacity: 100))
        let arrivals = Postbox(relay.mailbox)
        let leaving = (0..<leavers).map { _ in Int.random(in: readers / 2..<readers, using: &chance) }
        let rows = try await Stage.with { stage in
            let stage = stage.with(relay: relay)
            let intake = try await takeIn(on: stage)
            return try await stage.withWorker { worker in
                let watch = try await Watch(stage, worker)
                let sending = try await send(leaving, arrivals, on: watch)
                let cancelling = try await cancel(arrivals, on: watch)
                return [intake, sending, cancelling, try await watch.row()]
            }
        }
        await relay.stop()
        return rows
    }

    private func takeIn(on stage: Stage) async throws -> Row {
        var file = "email;name;locale;consented_at\nno address;;;\n"
        for number in 1...readers {
            file +=
                "lecteur\(number)@lettre\(number % 40).test;Lecteur;\(number % 3 == 0 ? "fr-CA" : "fr-FR");2026-01-31\n"
        }
        let path = stage.path(of: "readers.csv")
        try Data(file.utf8).write(to: URL(fileURLWithPath: path))
        let start = ContinuousClock.now
        let result = try await stage.binary.run("subscribers", "import", path, "--list", "lettre")
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        var findings = Findings()
        findings.expect(
            result.output.hasPrefix("\(readers) added to lettre, 0 known already, 0 left, 1 lines skipped"),
            result.output)
        findings.expect(result.error.contains("line 2: email"), "line 2 was not told: \(result.error)")
        return Row(
            "subscribers import of \(readers) lines, one of them wrong",
            "\(Int(seconds)) s, \(Int(Double(readers) / seconds)) lines a second", faults: findings.faults)
    }

    private func send(_ leaving: [Int], _ postbox: Postbox, on watch: Watch) async throws -> Row {
        let stage = watch.stage
        let created = try await stage.sql(
            """
            \\timing on
            select facteur.create_newsletter('lettre', '{"subject": "Les tasses sont de retour", "markdown": "Elles vous attendent."}');
            """)
        var findings = Findings()
        let milliseconds =
            created.last.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Double($0) } ?? .infinity
        findings.expect(milliseconds < 100, "creating the issue took \(milliseconds) ms")
        let issue = created.first ?? ""
        let start = ContinuousClock.now
        try await stage.wait("the issue is on its way") { postbox.count > readers / 50 }
        async let watched: Void = watch.look(at: issue, untilDone: readers)
        async let waits = Resets(count: resets).waits(on: stage, postbox)
        let left = try await leave(leaving, on: stage)
        let (beforePause, afterPause) = try await pause(issue, postbox, on: stage)
        findings.expect(beforePause == afterPause, "\(afterPause - beforePause) arrived \(patience) after the pause")
        let waited = try await waits
        let parts = try await Resets(count: resets).parts(on: stage)
        try await watched
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        findings.expect(waited.count == resets, "\(waited.count) of \(resets) resets arrived")
        let tail = waited[safe: waited.count * 99 / 100] ?? .seconds(999)
        findings.expect(tail < longestTail, "the resets' p99 is \(tail)")
        findings.expect(postbox.twice.isEmpty, "twice: \(postbox.twice.prefix(5))")
        let late = left.filter { address, moment in (postbox.times[address] ?? .zero) > moment + .seconds(1) }
        findings.expect(late.isEmpty, "got mail after leaving: \(late.keys.prefix(5))")
        let refused = readers / 100
        let missing =
            readers - refused - postbox.readers - left.keys.count { postbox.times[$0] == nil && !$0.contains("00@") }
        findings.expect(missing == 0, "\(missing) readers got nothing")
        return Row(
            "an issue to \(readers) readers, \(left.count) of whom leave, \(refused) refused, \(resets) resets beside it",
            "created in \(milliseconds) ms; sent in \(Int(seconds)) s, \(Int(Double(readers) / seconds)) a second; resets p50 "
                + "\(Int((waited[safe: waited.count / 2] ?? .zero) / .milliseconds(1))) ms, p99 \(Int(tail / .milliseconds(1))) ms (\(parts)); "
                + "twice 0, after leaving \(late.count), missing \(missing)",
            faults: findings.faults)
    }

    /// Who left, and when that was certain.
    private func leave(_ numbers: [Int], on stage: Stage) async throws -> [String: Duration] {
        var left: [String: Duration] = [:]
        for number in Set(numbers) {
            let address = "lecteur\(number)@lettre\(number % 40).test"
            let moment = try await stage.sql(
                """
                select facteur.unsubscribe_by_token(token) from facteur.subscription where address = '\(address)' and list = 'lettre';
                select (extract(epoch from clock_timestamp()) * 1000)::bigint
                """)
            left[address] = .milliseconds(Int(moment.last ?? "") ?? 0)
        }
        return left
    }

    /// How many had arrived two seconds after the pause, and two seconds later.
    private func pause(_ issue: String, _ postbox: Postbox, on stage: Stage) async throws -> (Int, Int) {
        try await stage.expectSuccess("newsletter", "pause", issue)
        try await Task.sleep(for: patience)
        let first = postbox.readers
        try await Task.sleep(for: patience)
        let second = postbox.readers
        try await stage.expectSuccess("newsletter", "resume", issue)
        return (first, second)
    }

    private func cancel(_ postbox: Postbox, on watch: Watch) async throws -> Row {
        let stage = watch.stage
        let issue =
            try await stage.sql(
                #"select facteur.create_newsletter('lettre', '{"subject": "Encore", "text": "Encore."}')"#
            ).first ?? ""
        let before = postbox.count
        try await stage.wait("the second issue is on its way") { postbox.count > before + readers / 50 }
        try await stage.expectSuccess("newsletter", "cancel", issue, "--yes")
        try await Task.sleep(for: patience)
        let first = postbox.count
        try await Task.sleep(for: patience)
        var findings = Findings()
        findings.expect(postbox.count == first, "\(postbox.count - first) arrived \(patience) after it was cancelled")
        let ledger = try await watch.look(at: issue)
        findings.expect(ledger.waiting == 0 && ledger.cancelled > 0, "after the end: \(ledger)")
        return Row(
            "a second issue, cancelled on its way", "sent \(ledger.sent), cancelled \(ledger.cancelled)",
            faults: findings.faults)
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
