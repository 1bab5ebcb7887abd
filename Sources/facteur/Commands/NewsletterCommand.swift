import ArgumentParser
import Mail
import Postgres

/// `facteur newsletter check|plan|test|create|edit|reschedule|list|show|pause|resume|cancel`
struct NewsletterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "newsletter", abstract: "Issues: from an editor's file to the last reader.",
        discussion: "Example: facteur newsletter check lettre.md\n\nExample: facteur newsletter list",
        subcommands: [
            CheckNewsletter.self, PlanNewsletter.self, TestNewsletter.self, CreateNewsletter.self, EditNewsletter.self,
            RescheduleNewsletter.self, ListNewsletters.self, ShowNewsletter.self, PauseNewsletter.self,
            ResumeNewsletter.self, CancelNewsletter.self, NewsletterImageCommand.self,
        ])
}

/// `facteur newsletter list`
struct ListNewsletters: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows the latest issues.", discussion: "Example: facteur newsletter list")

    @Option(help: "How many at most.")
    var limit = 20

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let issues = try await outbox.newsletters(limit: limit)
        guard !answer.json else { return StandardOutput.write(try JSON.object(issues)) }
        for line in NewsletterReport.blocks(issues) { StandardOutput.write(line) }
    }
}

/// `facteur newsletter show ISSUE`
struct ShowNewsletter: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Tells what became of an issue's readers, and when it will be done.",
        discussion: "Example: facteur newsletter show 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11")

    @Argument(help: "The issue's id, as create_newsletter returned it.")
    var issue: MessageID

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        guard let found = try await outbox.newsletters(id: issue, limit: 1).first else {
            throw CommandError.failed(
                "newsletter: \(issue): is unknown: facteur newsletter list shows those that are there")
        }
        guard !answer.json else { return StandardOutput.write(try JSON.object(found)) }
        for line in NewsletterReport.lines(found) { StandardOutput.write(line) }
    }
}

/// `facteur newsletter pause ISSUE`
struct PauseNewsletter: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stops an issue; its readers wait.",
        discussion: "Example: facteur newsletter pause 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11")

    @Argument(help: "The issue's id.")
    var issue: MessageID

    @OptionGroup var why: ReasonOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let isNew = try await outbox.pause(issue.description, reason: why.reason)
        StandardOutput.write(isNew ? "\(issue) is paused" : "\(issue) was paused already")
    }
}

/// `facteur newsletter resume ISSUE`
struct ResumeNewsletter: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Lets a paused issue go on.",
        discussion: "Example: facteur newsletter resume 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11")

    @Argument(help: "The issue's id.")
    var issue: MessageID

    @OptionGroup var why: ReasonOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let wasPaused = try await outbox.resume(issue.description, reason: why.reason)
        StandardOutput.write(wasPaused ? "\(issue) goes on" : "\(issue) was not paused")
    }
}

/// `facteur newsletter cancel ISSUE`
struct CancelNewsletter: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Ends an issue for good: who has not got it will not get it.",
        discussion: "Example: facteur newsletter cancel 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11")

    @Argument(help: "The issue's id.")
    var issue: MessageID

    @Flag(help: "Go on without asking.")
    var yes = false

    @OptionGroup var why: ReasonOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        guard let found = try await outbox.newsletters(id: issue, limit: 1).first else {
            throw CommandError.failed(
                "newsletter: \(issue): is unknown: facteur newsletter list shows those that are there")
        }
        if found.waiting > 0, found.state != .cancelled, found.state != .sent {
            StandardOutput.write("readers who will not get it: \(found.waiting)")
            guard try Agreement.isGiven(yes, to: "Cancel it for good?", command: "newsletter cancel") else {
                return StandardOutput.write("nothing is changed")
            }
        }
        let withdrawn = try await outbox.cancelNewsletter(issue, reason: why.reason)
        StandardOutput.write("\(issue) is cancelled" + (withdrawn > 0 ? "; messages withdrawn: \(withdrawn)" : ""))
    }
}
