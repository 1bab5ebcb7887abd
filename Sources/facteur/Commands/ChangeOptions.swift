import ArgumentParser
import Glibc
import Mail
import Platform
import Postgres

/// Options of every command that changes something: why, which the audit table keeps with who and when.
struct ReasonOption: ParsableArguments {
    @Option(help: ArgumentHelp("Why, for whoever wonders later: facteur audit shows it.", valueName: "text"))
    var reason: String?
}

/// Options that say which messages are meant, in place of ids.
struct FilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Messages in this state, several with commas: \(MessageFilter.states.joined(separator: ", ")).",
            valueName: "state"),
        transform: FilterOptions.states)
    var state: [String]?

    @Option(help: "Messages of this kind.")
    var kind: String?

    @Option(help: "Messages to a domain (wanadoo.fr), or to a provider with all its domains (orange).")
    var domain: String?

    @Option(
        help: ArgumentHelp(
            "Messages that came to their state then or later, or that wait and were enqueued then or later: 2026-11-25T18:00:00Z, 2026-11-25, or 2h ago as 2h.",
            valueName: "moment"),
        transform: WrittenSince.moment)
    var since: Timestamp?

    @Option(help: "How many at most.")
    var limit: Int?

    var isEmpty: Bool { state == nil && kind == nil && domain == nil && since == nil }

    /// - Parameter states: Those that the command is for, where none is named.
    func filter(states: [String]? = nil) -> MessageFilter {
        MessageFilter(states: state ?? states, kind: kind, domain: domain, since: since)
    }

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is at least 1") }
    }

    @Sendable private static func states(_ text: String) throws -> [String] {
        let states = text.split(separator: ",").map { String($0).replacing("-", with: "_") }
        for state in states where !MessageFilter.states.contains(state) {
            throw ValidationError(
                "\(state) is no state; there are \(MessageFilter.states.joined(separator: ", "))")
        }
        return states
    }
}

/// A moment of the past as people write it after `--since`.
enum WrittenSince {
    @Sendable static func moment(_ text: String) throws -> Timestamp {
        if let moment = Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + "T00:00:00Z") { return moment }
        if !text.utf8.allSatisfy(\.isDigit), let ago = DurationText.duration(text) { return .now + (.zero - ago) }
        throw ValidationError("\(text) is no moment such as 2026-11-25T18:00:00Z, no day, and no time ago such as 2h")
    }
}

/// Who sits before the program, for the audit table: `marie@mail1`; behind sudo, who called it.
enum Person {
    static var current: String {
        let called = getenv("SUDO_USER").map { String(cString: $0) }
        let own = getpwuid(getuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
        return "\(called ?? own ?? "uid \(getuid())")@\(HostName.current)"
    }
}
