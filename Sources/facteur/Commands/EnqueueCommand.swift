import ArgumentParser
import FoundationEssentials
import Mail
import Postgres

/// `facteur enqueue KIND TO`
struct EnqueueCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "enqueue", abstract: "Puts one message into the outbox and prints its id.",
        discussion: """
            The kind's rules say what the parameters hold: an integer is a number, an amount is written as '12.90 EUR', a list is \
            given value by value, each with a --param of its own, objects as JSON. What stands on the command line can be read by every user of this machine: give \
            secrets, such as a link with a token, in a file or on standard input.

            Example: facteur enqueue account-updated camille@client.test --name Camille --param changes=Adresse \
            --param changes=Téléphone --param changed_at=2026-11-25T13:05:00Z

            Example: echo '{"link": "https://…"}' | facteur enqueue password-reset camille@client.test --params-file -
            """)

    @Argument(help: "The kind of message, such as password-reset.")
    var kind: String

    @Argument(help: "The recipient's address.")
    var to: String

    @Option(name: .customLong("param"), help: ArgumentHelp("A parameter; may be given again.", valueName: "name=value"))
    var parameters: [String] = []

    @Option(
        help: ArgumentHelp(
            "All parameters as a JSON object, from a file or, with -, standard input.", valueName: "file"))
    var paramsFile: String?

    @Option(help: "The recipient's language and region.")
    var locale = "fr-FR"

    @Option(help: "The recipient's name, for the greeting.")
    var name: String?

    @OptionGroup var options: SettingsOptions

    func validate() throws {
        guard parameters.allSatisfy({ $0.contains("=") && $0.first != "=" }) else {
            throw ValidationError("--param: one of them is no name=value")
        }
        guard parameters.isEmpty || paramsFile == nil else {
            throw ValidationError("--param and --params-file: give the parameters one way or the other")
        }
    }

    func run(on outbox: OutboxAdministration) async throws {
        let json =
            if let paramsFile {
                try Self.content(of: paramsFile)
            } else {
                try ParameterValues.json(
                    parameters, of: parameters.isEmpty ? [] : try await outbox.parameters(of: kind))
            }
        let id = try await outbox.enqueue(
            kind: kind, recipient: to, parameters: json, locale: locale, recipientName: name)
        StandardOutput.write(id.description)
    }

    private static func content(of file: String) throws(CommandError) -> String {
        let bytes: [UInt8]?
        do throws(FileBytes.Unreadable) { bytes = file == "-" ? StandardInput.all() : try FileBytes.read(file) } catch {
            let advice =
                error.isMissing && file.hasPrefix("/dev/fd/")
                ? "sudo and other programs close what the shell made of <(...): pipe it in, with --params-file -"
                : "name a file that \(Caller.name) may read, or give --params-file - and a pipe"
            throw .failed("enqueue: --params-file: \(file): \(error.reason): \(advice)")
        }
        guard let text = bytes.flatMap({ String(validating: $0, as: UTF8.self) }) else {
            throw .failed(
                "enqueue: --params-file: \(file): is not UTF-8 (Latin-1 or UTF-16, perhaps): save it as UTF-8")
        }
        guard (try? JSONDecoder().decode(AnyObject.self, from: Data(text.utf8))) != nil else {
            throw .failed("enqueue: --params-file: \(file): is no JSON object: write {\"name\": \"value\"}")
        }
        return text
    }

    /// Any JSON object, whatever it holds: what it may hold is the outbox's to say.
    private struct AnyObject: Decodable {
        private enum Name: CodingKey {}

        init(from decoder: any Decoder) throws { _ = try decoder.container(keyedBy: Name.self) }
    }
}
