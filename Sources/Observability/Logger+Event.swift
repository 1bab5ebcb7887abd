import Logging

extension Logger {
    /// Writes one event in one line.
    ///
    /// - Parameters:
    ///   - sentence: for people; holds no link, no secret, no unmasked address.
    ///   - fields: for programs, in snake case; `event` is added.
    ///   - level: one of the event's levels; its usual one when nil.
    package func log(
        _ event: Event, _ sentence: @autoclosure () -> String, _ fields: @autoclosure () -> Logger.Metadata = [:],
        level: Logger.Level? = nil
    ) {
        let level = level ?? event.usualLevel
        // A line that nobody wants is not made: there is one for each message.
        guard level >= logLevel else { return }
        var fields = fields()
        fields["event"] = .string(event.rawValue)
        log(level: level, "\(sentence())", metadata: fields)
    }
}

extension Event {
    /// At which it is logged unless told otherwise; looked up for every message, and so kept apart from the words.
    fileprivate var usualLevel: Logger.Level { Self.usualLevels[self] ?? .notice }

    private static let usualLevels = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0, $0.definition.levels.first ?? .notice) })
}
