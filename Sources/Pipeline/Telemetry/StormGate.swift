import Mail
import Observability

/// Keeps the log from saying the same thing ten thousand times: of one event with one reply from one relay the first lines are written
/// whole, the others are counted, and once a minute one line says how many there were. Pure: it is told the time as a duration since any
/// fixed moment.
struct StormGate: Sendable {
    /// So many lines are whole before the rest is counted.
    static let wholeLines = 10
    /// How often what was counted is told.
    static let period: Duration = .seconds(60)
    /// The most subjects that are watched at a time: what comes beyond them is written whole.
    static let mostSubjects = 1000
    /// The most domains of one storm that are told by their names.
    static let namedDomains = 3

    /// What two lines have in common that say the same of different messages.
    struct Subject: Sendable, Hashable {
        var event: Event
        var lane: Lane
        var relay: String?
        /// The reply without numbers, addresses and names of hosts.
        var wording: String
    }

    /// What was counted in place of being written, of one subject.
    struct Storm: Sendable, Hashable {
        var subject: Subject
        var count: Int
        /// The recipients' domains, most frequent first, and how many more there were.
        var domains: [String]
        var moreDomains: Int
        var lasted: Duration
    }

    private struct Watch {
        var since: Duration
        /// Lines since then, whole ones included.
        var lines = 0
        var counted = 0
        var domains: [String: Int] = [:]
        /// Whether it was a storm the minute before: then nothing of it is whole.
        var goesOn = false
    }

    private var watches: [Subject: Watch] = [:]

    /// Whether a line is ever summed up. Never what a person may look for by itself or must act upon: what was sent, what is in doubt, and
    /// a reset or the like that will never be sent.
    static func mayBeSummedUp(_ event: Event, _ lane: Lane) -> Bool {
        switch event {
        case .deferred, .expired, .superseded, .suppressed, .cancelled, .late: true
        case .failed: lane == .bulk
        default: false
        }
    }

    /// Whether a line is to be written whole; if not, it is counted.
    mutating func isWhole(_ subject: Subject, domain: String, at now: Duration) -> Bool {
        guard watches[subject] != nil || watches.count < Self.mostSubjects else { return true }
        var watch = watches[subject] ?? Watch(since: now)
        defer { watches[subject] = watch }
        watch.lines += 1
        if !watch.goesOn, watch.lines <= Self.wholeLines { return true }
        watch.counted += 1
        if watch.domains[domain] != nil || watch.domains.count < 100 { watch.domains[domain, default: 0] += 1 }
        return false
    }

    /// What was counted of subjects whose minute is over. One that went on is counted on; one that calmed down begins anew.
    mutating func storms(at now: Duration) -> [Storm] { told(at: now) { now - $0.since >= Self.period } }

    /// What was counted up to now: the worker stops.
    mutating func rest(at now: Duration) -> [Storm] { told(at: now) { _ in true } }

    private mutating func told(at now: Duration, where isOver: (Watch) -> Bool) -> [Storm] {
        var storms: [Storm] = []
        for (subject, watch) in watches where isOver(watch) {
            if watch.counted > 0 { storms.append(storm(subject, watch, at: now)) }
            watches[subject] = watch.lines > Self.wholeLines ? Watch(since: now, goesOn: true) : nil
        }
        return storms.sorted { ($1.count, $0.subject.wording) < ($0.count, $1.subject.wording) }
    }

    private func storm(_ subject: Subject, _ watch: Watch, at now: Duration) -> Storm {
        let names = watch.domains.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        return Storm(
            subject: subject, count: watch.counted, domains: Array(names.prefix(Self.namedDomains)),
            moreDomains: max(0, names.count - Self.namedDomains), lasted: now - watch.since)
    }
}

extension StormGate.Storm {
    /// `orange.fr, sfr.fr and 12 more`.
    var domainsInWords: String {
        domains.joined(separator: ", ") + (moreDomains > 0 ? " and \(moreDomains) more" : "")
    }
}
