import Foundation
import TestServers

/// Looks at the tables and at the worker, again and again, while an issue is sent.
actor Watch {
    /// What became of the readers.
    struct Sums: CustomStringConvertible {
        var subscribers, sent, waiting, suppressed, failed, inDoubt, cancelled: Int

        var addsUp: Bool { subscribers == sent + waiting + suppressed + failed + inDoubt + cancelled }

        var description: String {
            "subscribers \(subscribers), sent \(sent), waiting \(waiting), suppressed \(suppressed), failed \(failed), "
                + "in doubt \(inDoubt), cancelled \(cancelled)"
        }
    }

    nonisolated let stage: Stage
    private let process: Int32
    /// What the worker may make ready at a time.
    private let limit = 5_000
    private var looks = 0
    private var deepest = 0
    private var findings = Findings()

    init(_ stage: Stage, _ worker: Running) async throws {
        self.stage = stage
        process = worker.processID
    }

    /// Looks twice a second until nobody waits any more.
    func look(at issue: String, untilDone readers: Int) async throws {
        let deadline = ContinuousClock.now + .seconds(max(300, readers / 100))
        while try await look(at: issue).waiting > 0 {
            guard ContinuousClock.now < deadline else { throw Stage.Failure("the issue is still not sent") }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    @discardableResult
    func look(at issue: String) async throws -> Sums {
        let lines = try await stage.sql(
            """
            select concat_ws(' ', subscribers, sent, waiting, suppressed, failed, in_doubt, cancelled)
                from facteur.newsletter_ledger('\(issue)');
            select count(*) from facteur.ready where lane = 'bulk'
            """)
        let numbers = lines.first?.split(separator: " ").compactMap { Int($0) } ?? []
        guard numbers.count == 7 else { throw Stage.Failure("no ledger: \(lines)") }
        let sums = Sums(
            subscribers: numbers[0], sent: numbers[1], waiting: numbers[2], suppressed: numbers[3], failed: numbers[4],
            inDoubt: numbers[5], cancelled: numbers[6])
        findings.expect(sums.addsUp, "does not add up: \(sums)")
        deepest = max(deepest, Int(lines.last ?? "") ?? 0)
        looks += 1
        return sums
    }

    /// What all looks came to.
    func row() throws -> Row {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes =
            line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? .max
        findings.expect(deepest <= limit, "\(deepest) messages were ready at once")
        findings.expect(kilobytes < 100_000, "the worker took \(kilobytes) kB")
        return Row(
            "\(looks) looks meanwhile",
            "the ledger added up; at most \(deepest) ready; the worker's memory at most \(kilobytes / 1024) MiB",
            faults: findings.faults)
    }
}
