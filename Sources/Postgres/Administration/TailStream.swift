import Mail

/// How far a tail has come in the log of attempts and in that of reports: the numbers of the last ones.
package struct TailCursor: Sendable, Hashable {
    package var delivery: Int64
    package var report: Int64

    package init(delivery: Int64 = 0, report: Int64 = 0) {
        self.delivery = delivery
        self.report = report
    }
}

/// Attempts and reports, look after look, as one stream by time: each is told once, and none is left out.
package struct TailStream: Sendable {
    /// What a look brings of either at most. Pure: whoever looks keeps to it.
    package static let most = 1_000

    /// Behind which the next look begins.
    package private(set) var cursor: TailCursor
    /// What is younger than something that is still to be read.
    private var held: [TailLine] = []

    package init(after cursor: TailCursor) { self.cursor = cursor }

    /// Takes what a look brought, both by their numbers; what is to be told now, the oldest first.
    package mutating func take(_ lines: [TailLine]) -> [TailLine] {
        var horizon: Timestamp?
        for isReport in [false, true] {
            let own = lines.filter { $0.isReport == isReport }
            guard let last = own.last else { continue }
            switch last.content {
            case .delivery(let delivery): cursor.delivery = delivery.number
            case .report(let report): cursor.report = report.number
            }
            // There may be more of these, older than some of the others.
            if own.count >= Self.most { horizon = min(horizon ?? last.at, last.at) }
        }
        let known = (held + lines).sorted { $0.at < $1.at }
        guard let horizon else {
            held = []
            return known
        }
        held = known.filter { $0.at > horizon }
        return known.filter { $0.at <= horizon }
    }
}

extension TailLine {
    fileprivate var isReport: Bool { if case .report = content { true } else { false } }
}
