import Logging

extension Logger {
    /// Writes one event in one line.
    ///
    /// - Parameters:
    ///   - sentence: for people; holds no link, no secret, no unmasked address.
    ///   - fields: for programs, in snake case; `event` is added.
    ///   - level: one of the event's levels; its usual one when nil.
    package func log(
        _ event: Event, _ sentence: String, _ fields: Logger.Metadata = [:], level: Logger.Level? = nil
    ) {
        var fields = fields
        fields["event"] = .string(event.rawValue)
        log(level: level ?? event.definition.levels.first ?? .notice, "\(sentence)", metadata: fields)
    }
}
