import ArgumentParser
import FoundationEssentials

/// A command as the argument parser describes it (`--experimental-dump-help`): what `--help` prints, taken apart.
struct CommandDescription: Decodable {
    struct Argument: Decodable {
        struct Name: Decodable {
            /// `long`, `short` or `longWithSingleDash`.
            let kind: String
            let name: String

            /// As it is typed.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        /// `positional`, `option` or `flag`.
        let kind: String
        let shouldDisplay: Bool
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let abstract: String?
        let discussion: String?
    }

    let superCommands: [String]?
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool
    let subcommands: [CommandDescription]?
    let arguments: [Argument]?

    /// The words before its arguments: `facteur newsletter show`.
    var words: [String] { (superCommands ?? []) + [commandName] }
    /// Those that people are told of. `help` explains the others and is not explained.
    var shownSubcommands: [CommandDescription] {
        (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }
    /// This command and all below it.
    var all: [CommandDescription] { [self] + shownSubcommands.flatMap(\.all) }

    /// The whole program.
    static func program() throws -> CommandDescription {
        struct Tool: Decodable { let command: CommandDescription }
        return try JSONDecoder().decode(Tool.self, from: Data(Facteur._dumpHelp().utf8)).command
    }
}
