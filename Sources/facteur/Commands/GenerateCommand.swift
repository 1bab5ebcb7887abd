import ArgumentParser
import FoundationEssentials

/// `facteur generate`: for whoever packages the program.
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Writes what a package has beside the program.",
        discussion: """
            Completions come from the option --generate-completion-script, which takes bash, zsh or fish.

            Example: facteur generate manual --date 2026-11-29 ./man1
            """,
        shouldDisplay: false, subcommands: [GenerateManualCommand.self])
}

/// `facteur generate manual FOLDER`
struct GenerateManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Writes the manual pages, one a command, made of what --help says.",
        discussion: "Example: facteur generate manual --date 2026-11-29 ./man1", shouldDisplay: false)

    @Argument(help: "The folder to write into, which must be there.")
    var folder: String

    @Option(help: "The date that the pages bear, year-month-day.")
    var date: String

    func validate() throws {
        guard date.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil else {
            throw ValidationError("--date: give it as 2026-11-29")
        }
    }

    func run() throws {
        for command in try CommandDescription.program().all {
            let page = ManualPage(command: command)
            let path = "\(folder)/\(page.fileName)"
            do {
                try Data(page.text(version: Facteur.version, date: date).utf8).write(to: URL(filePath: path))
            } catch {
                throw CommandError.failed("generate manual: \(path) cannot be written: give a folder that is there")
            }
        }
    }
}
