import ArgumentParser
import Mail
import Postgres
import Templates

/// Options of the commands that take an issue's file into the outbox.
struct IssueFileOptions: ParsableArguments {
    @Flag(help: "Go on although the check finds faults.")
    var despiteFaults = false

    @OptionGroup var templates: TemplatesOptions

    /// Reads the file, and refuses one with faults.
    func issue(_ file: String, _ settings: Settings) async throws -> IssueAtHand {
        let hand = IssueAtHand(file, settings)
        let library = try TemplateLibrary.load(try templates.directory(settings), settings)
        let fields = await IssueAtHand.fields(of: hand.issue.list, settings)
        let unknown = await hand.listFaults(fields)
        try hand.refuseFaults(unless: despiteFaults, library, fields: fields, besides: unknown)
        return hand
    }
}

/// `facteur newsletter create FILE`
struct CreateNewsletter: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Makes an issue of a file, and prints its id.",
        discussion: """
            Asks before, with the number of readers; --yes goes on without, and prints the id alone. An issue whose dedup_key is known \
            is not made again: the id is that of the first.

            Example: facteur newsletter create lettre.md
            """)

    @Argument(help: "The issue's file.")
    var file: String

    @Flag(help: "Go on without asking.")
    var yes = false

    @OptionGroup var why: ReasonOption
    @OptionGroup var issues: IssueFileOptions
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let hand = try await issues.issue(file, try options.settings(for: .outbox))
        let list = try hand.list()
        if !yes {
            let readers = try await outbox.audience(of: list, at: hand.sendAt)
                .reduce(0) { $0 + ($1.standing == "reader" ? $1.readers : 0) }
            let moment = hand.sendAt.map { LocalTime(in: hand.zone).full($0) } ?? "at once"
            StandardOutput.write("\(list): readers: \(readers); it begins \(moment)")
        }
        guard try Agreement.isGiven(yes, to: "Make the issue?", command: "newsletter create") else {
            return StandardOutput.write("nothing is changed")
        }
        let id = try await outbox.createIssue(
            of: list, content: hand.issue.content, at: hand.sendAt, dedupKey: hand.issue.dedupKey,
            options: hand.issue.options, reason: why.reason)
        StandardOutput.write(id.description)
    }
}

/// `facteur newsletter edit ISSUE FILE`
struct EditNewsletter: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Puts a file's words into an issue that has not begun.",
        discussion: """
            Its sender, address for answers and window become those of the file; list and moment stay (facteur newsletter reschedule).

            Example: facteur newsletter edit 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11 lettre.md
            """)

    @Argument(help: "The issue's id.")
    var issue: MessageID

    @Argument(help: "The file.")
    var file: String

    @OptionGroup var why: ReasonOption
    @OptionGroup var issues: IssueFileOptions
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let hand = try await issues.issue(file, try options.settings(for: .outbox))
        guard let found = try await outbox.newsletters(id: issue, limit: 1).first else {
            throw CommandError.failed(
                "newsletter: \(issue): is unknown: facteur newsletter list shows those that are there")
        }
        if let list = hand.issue.list, list != found.list {
            throw CommandError.failed(
                "newsletter: \(file) is for the list \(list), and the issue for \(found.list): cancel it and create another"
            )
        }
        try await outbox.editIssue(
            issue, content: hand.issue.content, options: hand.issue.options, reason: why.reason)
        StandardOutput.write("\(issue) has the words of \(file)")
    }
}

/// `facteur newsletter reschedule ISSUE WHEN`
struct RescheduleNewsletter: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "reschedule", abstract: "Gives an issue that has not begun another moment.",
        discussion: """
            A moment without a zone is by the clock of newsletter.timeZone.

            Example: facteur newsletter reschedule 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11 "2026-12-01 09:00"
            """)

    @Argument(help: "The issue's id.")
    var issue: MessageID

    @Argument(help: "When it is to begin: \"2026-12-01 09:00\", 2026-12-01T09:00:00Z, or now.")
    var when: String

    @OptionGroup var why: ReasonOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let zone = try options.settings(for: .outbox)[Keys.Newsletter.timeZone]
        let moment = try moment(in: zone)
        try await outbox.reschedule(issue, to: moment, reason: why.reason)
        StandardOutput.write("\(issue) begins \(LocalTime(in: zone).full(moment))")
    }

    private func moment(in zone: Zone) throws(CommandError) -> Timestamp {
        let now = Timestamp.now
        if when == "now" { return now }
        let written: WrittenMoment
        do throws(WrittenMoment.Fault) { written = try WrittenMoment(when, in: zone) } catch {
            throw .usage("newsletter reschedule: \(when) \(error): write it as \"2026-12-01 09:00\"")
        }
        guard !written.isDayAlone else {
            throw .usage("newsletter reschedule: \(when) names a day and no hour: write it as \"\(when) 09:00\"")
        }
        guard let moment = Timestamp(rfc3339: written.rfc3339), moment >= now else {
            throw .usage("newsletter reschedule: \(when) is past: name a moment to come, or now")
        }
        return moment
    }
}
