import Catcher
import TestServers

/// Every fault at every stage, once each: what is logged, where the message ends, how often DATA was said, what arrives.
struct Matrix: Scenario {
    static let name = "matrix"

    /// How many cells run at a time.
    private static let width = 6

    func run(_ chance: inout Chance) async throws -> [Row] {
        try await Stage.with { stage in
            var stages: [(Cell, Stage)] = []
            for cell in Cell.all { stages.append((cell, try await stage.copy(cell.database))) }
            let found = try await outcomes(of: stages)
            return Cell.stages.map { name in
                let cells = found.filter { $0.cell.stage == name }
                let faults = cells.flatMap { outcome in outcome.faults.map { "\(outcome.cell): \($0)" } }
                let ends = Dictionary(grouping: cells, by: \.state).mapValues(\.count).sorted { $0.key < $1.key }
                return Row(
                    "\(name.rawValue) x \(cells.count) faults",
                    ends.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
                        + "; DATA \(cells.reduce(0) { $0 + $1.data }), arrived \(cells.reduce(0) { $0 + $1.arrived })",
                    faults: faults)
            }
        }
    }

    private func outcomes(of stages: [(Cell, Stage)]) async throws -> [CellOutcome] {
        try await withThrowingTaskGroup(of: CellOutcome.self) { group in
            var waiting = stages[...]
            for _ in 0..<Self.width {
                if let (cell, stage) = waiting.popFirst() {
                    group.addTask { try await CellOutcome(of: cell, on: stage) }
                }
            }
            var outcomes: [CellOutcome] = []
            while let outcome = try await group.next() {
                outcomes.append(outcome)
                if let (cell, stage) = waiting.popFirst() {
                    group.addTask { try await CellOutcome(of: cell, on: stage) }
                }
            }
            return outcomes
        }
    }
}

/// What one cell showed.
struct CellOutcome: Sendable {
    let cell: Cell
    /// The delivery log: `1 deferred`.
    let log: [String]
    let state: String
    let data: Int
    let arrived: Int

    /// Runs a worker with one message through a relay that has the fault once, and is good ever after.
    init(of cell: Cell, on stage: Stage) async throws {
        var options = SessionOptions()
        if cell.stage == .auth { options.login = .init(username: "facteur", password: "sesame") }
        if cell.stage == .starttls {
            options.extensions.insert(.startTLS)
            options.isBehindTLS = true
        }
        let script = Script([Rule(at: cell.stage, .first(1), do: cell.fault.steps(at: cell.stage))])
        let relay = try await CatchingServer.start(options: options, conduct: script)
        var stage = stage.with(relay: relay).with(Self.settings)
        if cell.stage == .auth {
            stage = stage.with([
                "FACTEUR_SMTP_USERNAME": "facteur", "FACTEUR_SMTP_PASSWORD_FILE": try stage.secret("sesame"),
            ])
        }
        let front = cell.stage == .starttls ? try await TLSFront.start(before: relay.port) : nil
        defer { front?.stop() }
        if let front {
            stage = stage.with([
                "FACTEUR_SMTP_URL": "smtp://localhost:\(front.port)", "FACTEUR_SMTP_TLS": "required",
                "FACTEUR_SMTP_CA_FILE": front.caFile,
            ])
        }
        let expected = cell.expected
        try await stage.sql(
            """
            select facteur.enqueue('registration', 'client@client.test', '{"link": "https://boutique.example/a"}')
            """)
        self.cell = cell
        log = try await stage.withWorker { _ in
            // What does not come is told by the comparison, with what came in its place.
            try? await stage.wait("the log is as long as expected", within: .seconds(30)) {
                try await Self.logged(on: stage).count >= expected.log.count
            }
            return try await Self.logged(on: stage)
        }
        state = try await stage.sql("select facteur.message_state(id) from facteur.message").first ?? "nowhere"
        data = relay.tally.dataByRecipient.values.reduce(0, +)
        arrived = relay.mailbox.count
        await relay.stop()
    }

    /// What is not as it must be.
    var faults: [String] {
        let expected = cell.expected
        var findings = Findings()
        findings.expect(log == expected.log, "logged \(log), expected \(expected.log)")
        findings.expect(state == expected.state, "is \(state), expected \(expected.state)")
        findings.expect(data == expected.data, "DATA came \(data) times, expected \(expected.data)")
        findings.expect(
            expected.arrivals.contains(arrived), "arrived \(arrived) times, expected \(expected.arrivals)")
        return findings.faults
    }

    private static func logged(on stage: Stage) async throws -> [String] {
        try await stage.sql("select attempt || ' ' || outcome from facteur.delivery order by number")
    }

    /// Short waits: what hangs must be found out, and nothing else may be taken for hanging.
    private static let settings = [
        "FACTEUR_RETRY_TRANSACTIONAL_DELAYS": "300ms", "FACTEUR_SMTP_CONNECTIONS": "2",
        "FACTEUR_SMTP_RESERVED_FOR_TRANSACTIONAL": "1",
        "FACTEUR_SMTP_TIMEOUTS_CONNECT": "1500ms", "FACTEUR_SMTP_TIMEOUTS_GREETING": "1500ms",
        "FACTEUR_SMTP_TIMEOUTS_MAIL": "3s", "FACTEUR_SMTP_TIMEOUTS_RCPT": "3s", "FACTEUR_SMTP_TIMEOUTS_DATA": "3s",
        "FACTEUR_SMTP_TIMEOUTS_BLOCK": "3s", "FACTEUR_SMTP_TIMEOUTS_DOT": "3s",
    ]
}
