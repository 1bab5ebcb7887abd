import Mail
import Postgres

/// What one line of a file says.
struct SubscriberLine {
    /// nil for a line that is skipped.
    private(set) var subscriber: OutboxAdministration.Subscriber?
    /// What is told of the line.
    private(set) var fault: String?

    /// `zone` is that of moments that name none.
    init(_ record: CSVReader.Record, _ columns: SubscriberColumns, _ zone: Zone) {
        fault = record.fault ?? columns.fault(in: record.fields)
        if fault != nil { return }
        let standing = SubscriberStanding(columns, record.fields, zone)
        guard let status = standing.status else {
            fault = standing.fault
            return
        }
        let text = { part in columns.text(part, in: record.fields) }
        var moments: [SubscriberPart: String] = [:]
        let consent = text(.consentedAt)
        for (part, written) in [
            (.consentedAt, SubscriberWords.flag(consent) == nil ? consent : ""), (.since, text(.since)),
            (.leftAt, standing.leftAt ?? ""),
        ] as [(SubscriberPart, String)] where !written.isEmpty {
            do {
                moments[part] = try WrittenMoment(written, in: zone).rfc3339
            } catch {
                fault = fault ?? "\(part.rawValue) \(error)"
            }
        }
        if fault != nil {
            guard status == .unsubscribed else { return }
            // Who left stays out, whatever else is wrong with the line.
            fault = fault.map { "\($0): only that they left is kept" }
        }
        subscriber = OutboxAdministration.Subscriber(
            line: record.line, email: text(.email), name: Self.name(columns, record.fields), locale: text(.locale),
            status: status, consentedAt: moments[.consentedAt] ?? "", source: text(.source),
            since: moments[.since] ?? "", leftAt: moments[.leftAt] ?? "", fields: columns.fields(in: record.fields))
    }

    /// The whole name, or what a first and a last name make together. A column called name beside one for the first name may be either.
    private static func name(_ columns: SubscriberColumns, _ fields: [String]) -> String {
        let first = columns.text(.firstName, in: fields)
        let whole = columns.text(.name, in: fields)
        let last = columns.has(.lastName) ? columns.text(.lastName, in: fields) : whole
        if columns.has(.lastName), !whole.isEmpty { return whole }
        guard !first.isEmpty, !last.isEmpty else { return first.isEmpty ? last : first }
        let words = { (text: String) in text.lowercased().split(separator: " ") }
        let isWhole = words(last).count > words(first).count && Set(words(first)).isSubset(of: words(last))
        return isWhole ? last : "\(first) \(last)"
    }
}
