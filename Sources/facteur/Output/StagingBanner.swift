import Postgres

/// What tells a copy of production from production, first of all that is shown: which workers do not write to everybody.
struct StagingBanner {
    /// None where all workers write to everybody.
    let lines: [String]

    init(_ workers: [QueueStatus.Worker]) {
        let staging = workers.filter { $0.delivery.map { !$0.sendsToEverybody } ?? false }
        guard !staging.isEmpty else {
            lines = []
            return
        }
        var lines = staging.map { "STAGING: worker \($0.host):\($0.processID) \(Self.text($0.delivery))" }
        let sending = workers.filter { $0.delivery?.sendsToEverybody ?? true }
        lines += sending.map {
            "WARNING: worker \($0.host):\($0.processID) sends to everybody: it takes its share of the same mail"
        }
        self.lines = lines
    }

    private static func text(_ delivery: WorkerDelivery?) -> String {
        guard let delivery else { return "" }
        let what = delivery.redirectTo.map { "redirects all mail to \($0)" } ?? "holds all mail back"
        return delivery.allow.isEmpty ? what : "\(what), but for \(delivery.allow.joined(separator: ", "))"
    }
}
