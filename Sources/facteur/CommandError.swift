import Mail
import Templates

/// Why a command did not do its work: one line each that says what, where, what to do, and the exit code that scripts read.
struct CommandError: Error, Sendable, Hashable {
    /// The exit codes, those of sysexits.h where it has one.
    enum Code: Int32, Sendable {
        case failed = 1
        case usage = 64
        case unavailable = 69
        case settings = 78

        /// All of them with what they mean, 0 too, in the order of their numbers.
        static let meanings: [(code: Int32, meaning: String)] = [
            (0, "done, or stopped in order"),
            (failed.rawValue, "failed: one line on standard error says what, where and what to do"),
            (usage.rawValue, "wrong usage"),
            (unavailable.rawValue, "a server can't be reached"),
            (settings.rawValue, "wrong settings: a line for each fault, with its key and what is allowed"),
        ]
    }

    let code: Code
    /// At least one; only the settings have several faults at once. Holds no secret.
    let lines: [String]

    init(_ code: Code, _ lines: [String]) {
        self.code = code
        self.lines = lines
    }

    static func failed(_ line: String) -> CommandError { CommandError(.failed, [line]) }
    static func failed(_ lines: [String]) -> CommandError { CommandError(.failed, lines) }
    static func usage(_ line: String) -> CommandError { CommandError(.usage, [line]) }
    static func unavailable(_ line: String) -> CommandError { CommandError(.unavailable, [line]) }
    static func settings(_ line: String) -> CommandError { CommandError(.settings, [line]) }

    static func settings(_ faults: [SettingFault]) -> CommandError {
        CommandError(.settings, faults.map(\.description))
    }

    static func templates(_ faults: TemplateFaults, in directory: String) -> CommandError {
        CommandError(.settings, faults.faults.map { "templates: \(directory)/\($0.description)" })
    }

    init(_ error: OutboxError) {
        switch error {
        case .unavailable(let line), .locked(let line): self = .unavailable(line)
        case .schema(let line): self = .settings(line)
        case .statement(let line): self = .failed(line)
        }
    }
}
