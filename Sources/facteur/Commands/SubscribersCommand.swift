import ArgumentParser
import Glibc
import Postgres

/// `facteur subscribers import|export|lists|set`
struct SubscribersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscribers", abstract: "Who is on which list: takes in, gives out, sets up.",
        discussion: "Example: facteur subscribers import clients.csv --list lettre",
        subcommands: [ImportSubscribers.self, ExportSubscribers.self, ListsCommand.self, SetListCommand.self])
}

/// `facteur subscribers import FILE --list L`
struct ImportSubscribers: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes subscribers in from a CSV file.",
        discussion: """
            The first line names the columns: email, and if you like name, locale, consented_at; others are passed over. The \
            separator is a comma or a semicolon, the encoding UTF-8. Lines that are not in order are told with their numbers \
            and skipped, the rest is kept. May be repeated: who is known stays as they are, above all who has left. No \
            confirmation is asked for: import only who has agreed.

            Example: facteur subscribers import clients.csv --list lettre
            """)

    @Argument(help: "The file; - for standard input.")
    var file: String

    @Option(help: "The list; made if it is new.")
    var list: String

    @Option(help: "Where the consent comes from, for whoever must prove it; without it the file's name.")
    var source: String?

    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandError.failed("subscribers: \(file): \(String(cString: strerror(errno)))")
        }
        defer { if file != "-" { close(descriptor) } }
        let bar = ProgressBar(total: Self.size(descriptor))
        let intake = SubscriberImport(
            list: list, source: source ?? "import \(file)",
            report: { line, fault in
                bar.clear()
                StandardError.write("facteur: \(file): line \(line): \(fault)")
            },
            progress: { bar.show($0) })
        let result = try await intake.run(descriptor, name: file, into: outbox)
        bar.clear()
        StandardOutput.write(
            "\(result.added) added to \(list), \(result.known) known already, \(result.faults) lines skipped")
        if result.faults > 0 { throw ExitCode(CommandError.Code.failed.rawValue) }
    }

    /// nil for what has no size, such as a pipe.
    private static func size(_ descriptor: Int32) -> Int? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return status.st_size
    }
}

/// `facteur subscribers export --list L`
struct ExportSubscribers: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes a list as CSV, those who left included.",
        discussion: "Example: facteur subscribers export --list lettre > lettre.csv")

    @Option(help: "The list.")
    var list: String

    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        StandardOutput.write("email,name,locale,consented_at,status,source,since,left_at")
        var last: Int64 = 0
        while case let page = try await outbox.subscriptions(of: list, after: last, limit: 5_000), let end = page.last {
            for one in page {
                let fields = [
                    one.email, one.name ?? "", one.locale, one.consentedAt ?? "", one.status, one.source, one.since,
                    one.leftAt ?? "",
                ]
                StandardOutput.write(fields.map(CSVReader.field).joined(separator: ","))
            }
            last = end.id
        }
    }
}

/// `facteur subscribers lists`
struct ListsCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "lists", abstract: "Shows every list and how many are on it.",
        discussion: "Example: facteur subscribers lists")

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let lists = try await outbox.lists()
        guard !answer.json else { return StandardOutput.write(try JSON.object(lists)) }
        var table = Table("list", "title", "subscribed", "to confirm", "left", "double opt-in")
        for list in lists {
            table.add([
                list.name, list.title ?? "-", String(list.subscribed), String(list.pending), String(list.unsubscribed),
                list.doubleOptIn ? "yes" : "no",
            ])
        }
        for line in table.isEmpty ? ["there is no list yet"] : table.lines { StandardOutput.write(line) }
    }
}

/// `facteur subscribers set NAME`
struct SetListCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Makes a list, or changes what is said of it and how one gets on it.",
        discussion: "Example: facteur subscribers set lettre --title \"La lettre de L’Œuf\" --double-opt-in")

    @Argument(help: "The list.")
    var name: String

    @Option(help: "What readers are shown of it.")
    var title: String?

    @Option(help: "What machines know it by (List-Id, RFC 2919), such as lettre.shop.example; it must never change.")
    var listID: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Whether an address is on it only once its reader has pressed the button of a mail.")
    var doubleOptIn: Bool?

    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        try await outbox.setList(name, title: title, listID: listID, doubleOptIn: doubleOptIn)
        StandardOutput.write("\(name) is set")
    }
}
