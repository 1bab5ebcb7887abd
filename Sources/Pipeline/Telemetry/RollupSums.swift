import Mail

/// Adds up what was settled, and hands it on in numbered batches: one whose storing failed, or whose answer was lost, comes again under
/// its number before the next one.
struct RollupSums: Sendable {
    /// So many sums are kept apart in a batch. Domains beyond that are counted without their names: a newsletter has readers everywhere.
    static let limit = 1_000
    /// More failures than the page shows need not be kept.
    static let failureLimit = 50

    private var sums = Rollup(number: 1)
    /// Handed on, and not known to be stored.
    private var pending: Rollup?

    mutating func count(_ result: AttemptResult) {
        let (delivery, settlement) = (result.delivery, result.settlement)
        let record = settlement.outcome.record
        guard record.event != nil else { return }
        var flow = Rollup.Flow(
            lane: delivery.lane, kind: delivery.kind, domain: Self.domain(delivery.recipient),
            relay: settlement.relay ?? "", outcome: record.word)
        if sums.flow.count >= Self.limit, sums.flow[flow] == nil { flow.domain = "" }
        sums.flow[flow, default: 0] += 1
        switch settlement.outcome {
        case .sent:
            let timings = settlement.timings
            let time = delivery.sinceFirstDue + timings.render + timings.connect + timings.dialogue
            sums.latencies[.init(lane: delivery.lane, bound: LatencyScale.bound(for: time)), default: 0] += 1
        case .failed, .expired: note(result, as: record.word)
        default: break
        }
    }

    /// The next batch to store; nil when there is nothing.
    mutating func next() -> Rollup? {
        if let pending { return pending }
        guard !sums.isEmpty else { return nil }
        pending = sums
        sums = Rollup(number: sums.number + 1)
        return pending
    }

    /// The batch is stored, or never will be.
    mutating func settled(_ number: Int64) {
        if pending?.number == number { pending = nil }
    }

    private mutating func note(_ result: AttemptResult, as outcome: String) {
        let settlement = result.settlement
        sums.failures.append(
            Rollup.Failure(
                message: result.delivery.message, outcome: outcome, code: settlement.code,
                enhanced: settlement.enhanced, reply: Redaction.withoutAddresses(settlement.reply)))
        if sums.failures.count > Self.failureLimit { sums.failures.removeFirst() }
    }

    private static func domain(_ recipient: String) -> String {
        let bytes = recipient.utf8
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return "" }
        return String(recipient[bytes.index(after: at)...])
    }
}
