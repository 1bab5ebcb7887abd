import ArgumentParser
import Glibc
import Mail
import Web

/// The command: subcommands, exit codes, and the one line that a failure gets.
@main
struct Facteur: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facteur",
        abstract: "Delivers the mail that applications put into a PostgreSQL outbox.",
        discussion: """
            Example: facteur demo

            Exit codes: 0 done, 1 failed, 64 wrong usage, 69 a server can't be reached, 78 wrong settings.
            """,
        version: version,
        subcommands: [
            RunCommand.self, WebCommand.self, MigrateCommand.self, EnqueueCommand.self, StatusCommand.self,
            ShowCommand.self, FindCommand.self, ListCommand.self, TailCommand.self, CancelCommand.self,
            RetryCommand.self, ResolveCommand.self, ReleaseCommand.self, PersonCommand.self,
            SubscribersCommand.self, NewsletterCommand.self, PauseCommand.self, ResumeCommand.self,
            SuppressCommand.self, UnsuppressCommand.self, AuditCommand.self, BounceCommand.self, DKIMCommand.self,
            TemplatesCommand.self, PreviewCommand.self, DoctorCommand.self, DemoCommand.self, GenerateCommand.self,
        ])

    static let version = "0.1.0"

    /// Every command there is, this one first, with the words before its arguments.
    static let all: [(path: [String], type: any ParsableCommand.Type)] = commands(of: Facteur.self)

    private static func commands(
        of command: any ParsableCommand.Type
    ) -> [(path: [String], type: any ParsableCommand.Type)] {
        [([], command)]
            + command.configuration.subcommands.flatMap { subcommand in
                commands(of: subcommand).map { ([subcommand.configuration.commandName ?? ""] + $0.path, $0.type) }
            }
    }

    /// The command that these words are, by its own parser where that takes them. The tree of all commands with their help takes a quarter of a
    /// start: it is made for what is wrong, or asks for help.
    private static func command(_ words: [String]) throws -> any ParsableCommand {
        // `run` is first there, and its help, all the settings, the longest.
        let named = configuration.subcommands.reversed().first { $0.configuration.commandName == words.first }
        // What shows help is a command too, of the parser's own.
        if let named, let command = try? named.parseAsRoot(Array(words.dropFirst())),
            commands(of: named).contains(where: { $0.type == type(of: command) })
        {
            return command
        }
        return try parseAsRoot(words)
    }

    static func main() async {
        do {
            var command = try command(Array(CommandLine.arguments.dropFirst()))
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            leave(EXIT_SUCCESS)
        } catch let error as CommandError {
            end(error)
        } catch let error as OutboxError {
            end(CommandError(error))
        } catch let fault as ListenFault {
            end(CommandError(fault))
        } catch let error as ExitCode {
            leave(error.rawValue)
        } catch {
            switch exitCode(for: error) {
            case .success:
                StandardOutput.write(fullMessage(for: error))
                leave(EXIT_SUCCESS)
            // The parser's own errors are several lines: the message, then the usage.
            case .validationFailure:
                end(.usage("\(ShownValue.withoutLogins(message(for: error))): facteur help says how"))
            default: end(.failed(String(describing: error)))
            }
        }
    }

    private static func end(_ error: CommandError) -> Never {
        for line in error.lines { StandardError.write("facteur: \(line)") }
        leave(error.code.rawValue)
    }

    /// Ends the process without what libraries do at an `exit`: other threads may be in the middle of OpenSSL's or libpq's code, and would
    /// crash where it is taken away under them. All output has been written by then; nothing is buffered.
    private static func leave(_ code: Int32) -> Never { _exit(code) }
}
