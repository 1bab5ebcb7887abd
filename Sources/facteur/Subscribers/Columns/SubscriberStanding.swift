import Mail
import Postgres

/// How a reader stands to a list, as all columns of a line together say it. Whoever left according to one of them has left; a word
/// that nobody knows is no yes, and neither is an empty box where others have a tick.
struct SubscriberStanding {
    typealias Status = OutboxAdministration.Subscriber.Status

    private(set) var hasLeft = false
    /// The moment as it is written; nil where none is.
    private(set) var leftAt: String?
    private var isPending = false
    private var isSubscribed = false
    /// The first thing that cannot be understood, and the first that is missing.
    private var unknown: String?
    private var missing: String?

    init(_ columns: SubscriberColumns, _ fields: [String], _ zone: Zone) {
        for (title, text) in columns.texts(.leftAt, in: fields) { takeLeaving(title, text, zone) }
        // Where a consent is no moment but a yes or no.
        if let hasAgreed = SubscriberWords.flag(columns.text(.consentedAt, in: fields)) {
            takeStatus("consented_at", "", hasAgreed ? .subscribed : .unsubscribed)
        }
        for (title, text) in columns.texts(.status, in: fields) {
            takeStatus(title, text, SubscriberWords.status(text))
        }
        for (title, text) in columns.texts(.isSubscribed, in: fields) {
            let flag = SubscriberWords.flag(text).map { $0 ? Status.subscribed : .unsubscribed }
            takeStatus(title, text, flag ?? SubscriberWords.status(text))
        }
        for (title, text) in columns.texts(.isConfirmed, in: fields) {
            let flag = SubscriberWords.flag(text).map { $0 ? Status.subscribed : .pending }
            takeStatus(title, text, flag ?? SubscriberWords.status(text))
        }
    }

    /// nil where there is a fault.
    var status: Status? {
        if hasLeft { return .unsubscribed }
        if fault != nil { return nil }
        return isPending ? .pending : .subscribed
    }

    /// Why nobody can know; a line that says that somebody has left is never in fault.
    var fault: String? {
        if hasLeft { return nil }
        return unknown ?? (isPending || isSubscribed ? nil : missing)
    }

    private mutating func takeStatus(_ title: String, _ text: String, _ status: Status?) {
        switch status {
        case .unsubscribed: hasLeft = true
        case .pending: isPending = true
        case .subscribed: isSubscribed = true
        case nil where text.isEmpty:
            missing = missing ?? "\(title) is empty: write subscribed, pending or unsubscribed"
        case nil: unknown = unknown ?? Self.unknown(title, text)
        }
    }

    private mutating func takeLeaving(_ title: String, _ text: String, _ zone: Zone) {
        // A database's word for no moment.
        if text.isEmpty || text.hasPrefix("0000-00-00") || SubscriberWords.flag(text) == false { return }
        if (try? WrittenMoment(text, in: zone)) != nil {
            hasLeft = true
            leftAt = leftAt ?? text
        } else if SubscriberWords.flag(text) == true || SubscriberWords.status(text) == .unsubscribed {
            hasLeft = true
        } else {
            unknown = unknown ?? Self.unknown(title, text)
        }
    }

    private static func unknown(_ title: String, _ text: String) -> String {
        "\(title) \"\(text.shown(atMost: 40))\" is not known: write subscribed, pending or unsubscribed"
    }
}
