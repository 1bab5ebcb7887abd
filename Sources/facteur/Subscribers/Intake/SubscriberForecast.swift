import Postgres

/// What an import would come to, told what the database says of each line. It remembers the addresses of earlier lines, as the database
/// would by then.
struct SubscriberForecast {
    private static let shown = 5

    /// The first readers who would be taken in, as they were understood, their language as it would be stored.
    private(set) var first: [OutboxAdministration.Subscriber] = []
    private var seen: Set<String> = []

    /// `rows` are what is said of `subscribers`.
    mutating func take(
        _ rows: [OutboxAdministration.JudgedRow], of subscribers: [OutboxAdministration.Subscriber]
    ) -> OutboxAdministration.Intake {
        let kept = rows.filter(\.isKept)
        let left = kept.count(where: \.hasLeft)
        var added = 0
        for row in kept where row.isChosen {
            let isNew = seen.insert(row.address).inserted && !row.isKnown
            if isNew, !row.hasLeft { added += 1 }
        }
        for row in kept.prefix(Self.shown - first.count) {
            guard var subscriber = subscribers.first(where: { $0.line == row.line }) else { continue }
            subscriber.locale = row.locale
            first.append(subscriber)
        }
        return OutboxAdministration.Intake(
            added: added, known: kept.count - left - added, left: left, skipped: rows.count - kept.count,
            faults: rows.compactMap { row in
                row.fault.map { OutboxAdministration.Intake.RowFault(line: row.line, fault: $0) }
            })
    }
}
