import ArgumentParser
import Mail
import Resolver
import SenderPolicy

/// `facteur doctor`
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Looks at everything that a worker needs: each a line, ok or why not.",
        discussion: """
            A line each: ok, warning, failing with the mend, or skipped with the reason; one fault hides no other. Sends no mail but \
            with --send: at the relay it goes as far as TLS and login. --web looks at what facteur web needs. --domain, --send and \
            --message look at what makes mail arrive instead, and need no database; --message needs no settings either. Run it as \
            the service's user: a person may not read all that the service may.

            Example: facteur doctor --config /etc/facteur/facteur.yaml
            Example: facteur doctor --web --json
            Example: facteur doctor --domain
            Example: facteur doctor --send camille@client.example
            """)

    @Flag(
        help:
            "Looks at what the DNS says of the sender: SPF, DKIM, DMARC, mail servers, names of addresses; and at what each provider asks."
    )
    var domain = false

    @Flag(help: "Looks at what facteur web needs, instead of the worker.")
    var web = false

    @Option(
        help: ArgumentHelp("Sends a test mail there through each relay, and shows the replies.", valueName: "address"))
    var send: String?

    @Option(help: ArgumentHelp("Judges a mail that arrived, saved with all its headers.", valueName: "file"))
    var message: String?

    @OptionGroup var answer: JSONOption
    @OptionGroup var templates: TemplatesOptions
    @OptionGroup var options: SettingsOptions

    func run() async throws {
        var findings: [Finding] = []
        if !domain, send == nil, message == nil {
            let service: InstallationLook.Service = web ? .web : .worker
            let (settings, faults) = options.survey(for: service.scope)
            let look = InstallationLook(service: service, settings: settings, faults: faults, templates: templates)
            findings = await look.findings()
        }
        if domain || send != nil {
            let settings = try options.settings(for: .sender)
            if domain {
                findings += try await DomainLook(settings: settings, lookup: Self.resolver(settings)).findings()
            }
            if let send {
                findings += try await TestSending(settings: settings, recipient: Self.recipient(send)).findings()
            }
        }
        if let message {
            let mail = try SampleFile.read(message)
            let lookup = Self.resolver(try options.settings(for: .templates))
            findings += await SampleLook(mail, in: lookup).findings().map(Finding.init)
        }
        try DoctorReport(findings).tell(inJSON: answer.json)
    }

    private static func resolver(_ settings: Settings) -> SystemResolver {
        SystemResolver(server: settings[Keys.Doctor.resolver].map { ($0.address, $0.port) })
    }

    private static func recipient(_ text: String) throws(CommandError) -> EmailAddress {
        do throws(AddressFault) { return try EmailAddress(text) } catch {
            throw .usage("--send: \(error): give one such as camille@client.example")
        }
    }
}
