import ArgumentParser
import Glibc
import Postgres

/// `facteur subscribers import FILE --list L`
struct ImportSubscribers: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes subscribers in from a CSV file.",
        discussion: """
            The first line names the columns: email, and if you like name (or a first and a last name), locale, consented_at, \
            status, source, since, left_at, in English or French. Further columns are kept as fields where --fields names them: an \
            issue says them by {{city}}. Columns that are not read are told. The separator is a comma, \
            a semicolon or a tab, the encoding UTF-8, or UTF-16 with its mark; a file in another one is refused whole. Lines that \
            are not in order are told with their numbers and skipped, the rest is kept. Dates are 2026-11-25 or 25/11/2026, the \
            day first, with or without a time, which is that of newsletter.timeZone where no other is written.

            Who has left stays out: status (unsubscribed, désabonné, cleaned and the like; pending for who never confirmed), \
            left_at, or a yes or no for subscribed or unsubscribed. May be repeated: who is known stays as they are but for fields that the \
            file gives them, above all who has left; only who has left according to the file leaves. Nobody is written to, and no confirmation is asked \
            for: import only who has agreed. Try it with --check.

            Example: facteur subscribers import clients.csv --list lettre --check
            """)

    @Argument(help: "The file; - for standard input.")
    var file: String

    @Option(help: "The list; made if it is new.")
    var list: String

    @Option(
        help:
            "Where the consent comes from, for whoever must prove it, where no column source says so; without it the file's name."
    )
    var source: String?

    @Option(
        help: "Further columns to keep, as city,birthday or city=Ville; all: every one. An issue says them by {{city}}."
    )
    var fields: String?

    @Flag(
        help:
            "Write nothing: show the first five readers as they are understood, all faults, and what an import would come to."
    )
    var check = false

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
            zone: try options.settings(for: .outbox)[Keys.Newsletter.timeZone],
            fields: fields.map { FieldChoice($0) } ?? .none, isCheck: check,
            report: { line, fault in
                bar.clear()
                StandardError.write("facteur: \(file): line \(line): \(fault)")
            },
            progress: { bar.show($0) })
        let result = try await intake.run(descriptor, name: file, into: outbox)
        bar.clear()
        if check { Self.show(result.first) }
        let counts =
            "\(result.added) added to \(list), \(result.known) known already, \(result.left) left, \(result.skipped) lines skipped"
        if !check { try await outbox.record("subscribers import", list, effect: counts) }
        StandardOutput.write(check ? "nothing was written; an import would come to: \(counts)" : counts)
        if result.faults > 0 { throw ExitCode(CommandError.Code.failed.rawValue) }
    }

    private static func show(_ subscribers: [OutboxAdministration.Subscriber]) {
        let fields = Set(subscribers.flatMap(\.fields.keys)).sorted()
        var table = Table(["email", "name", "locale", "consented_at", "status"] + fields)
        for one in subscribers {
            table.add(
                [
                    one.email, one.name.isEmpty ? "-" : one.name, one.locale,
                    one.consentedAt.isEmpty ? "-" : one.consentedAt,
                    one.status.rawValue,
                ] + fields.map { one.fields[$0] ?? "-" })
        }
        for line in table.isEmpty ? ["no reader is in order"] : table.lines { StandardOutput.write(line) }
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
        discussion: """
            Fields of subscriptions are the last columns; an import takes them in with --fields all. An import understands all of it: who has left stays out there, and who never confirmed is not subscribed. A field that a \
            spreadsheet would take for a formula (=, +, -, @ in front) has an apostrophe before it, which an import takes away.

            Example: facteur subscribers export --list lettre > lettre.csv
            """)

    @Option(help: "The list.")
    var list: String

    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        guard let size = try await outbox.lists().first(where: { $0.name == list }) else {
            throw CommandError.failed("subscribers: there is no list \(list): facteur subscribers lists shows all")
        }
        // Between the lines of a file that is being looked at, a bar would only be in the way.
        let bar = ProgressBar(
            total: isatty(STDOUT_FILENO) == 1 ? nil : size.subscribed + size.pending + size.unsubscribed)
        let fields = try await outbox.fields(of: list)
        StandardOutput.write((SubscriberPart.written.map(\.rawValue) + fields).joined(separator: ","))
        var last: Int64 = 0
        var written = 0
        while case let page = try await outbox.subscriptions(of: list, after: last, limit: 5_000), let end = page.last {
            for one in page { StandardOutput.write(Self.line(one, fields)) }
            last = end.id
            written += page.count
            bar.show(written)
        }
        bar.clear()
    }

    private static func line(_ one: OutboxAdministration.Subscription, _ fields: [String]) -> String {
        let said = one.said
        let parts = SubscriberPart.written.map { part in
            switch part {
            case .email: one.email
            case .name: one.name ?? ""
            case .locale: one.locale
            case .consentedAt: one.consentedAt ?? ""
            case .status: one.status
            case .source: one.source
            case .since: one.since
            case .leftAt: one.leftAt ?? ""
            case .firstName, .lastName, .isSubscribed, .isConfirmed: ""
            }
        }
        return (parts + fields.map { said[$0] ?? "" }).map(CSVField.written).joined(separator: ",")
    }
}
