import ArgumentParser
import Mail
import Postgres

/// `facteur release MESSAGE...|--all`
struct ReleaseCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Lets go what a worker holds because of delivery.mode: hold.",
        discussion: """
            The messages go back to the queue, due now. Whom they may go to is the worker's to say, and no command goes past it: with \
            hold in force only those leave whose recipients delivery.allow names by now; the others are held again. To let all of it \
            go, start the worker with delivery.mode send or redirect first. What has expired meanwhile ends as expired.

            Example: facteur release 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11

            Example: facteur release --all
            """)

    @Argument(help: "Ids, as enqueue printed them.")
    var messages: [MessageID] = []

    @Flag(help: "All that are held.")
    var all = false

    @Flag(help: "Go on without asking.")
    var yes = false

    @OptionGroup var why: ReasonOption
    @OptionGroup var options: SettingsOptions

    func validate() throws {
        guard messages.isEmpty == all else {
            throw ValidationError("release: name messages, or say --all")
        }
    }

    func run(on outbox: OutboxAdministration) async throws {
        let count = all ? try await outbox.held() : messages.count
        guard count > 0 else { return StandardOutput.write("nothing is held") }
        let staging = StagingBanner(try await outbox.status().workers)
        StandardOutput.write(count == 1 ? "1 message is meant" : "\(count) messages are meant")
        for line in staging.lines { StandardOutput.write(line) }
        guard try Agreement.isGiven(yes, to: "Release?", command: "release") else {
            return StandardOutput.write("nothing is changed")
        }
        guard !all else {
            let released = try await outbox.releaseAll()
            try await outbox.record("release", "all that was held", effect: "\(released)", reason: why.reason)
            return StandardOutput.write("back in the queue: \(released)")
        }
        let released = try await outbox.release(messages)
        for message in released {
            try await outbox.record("release", "\(message)", effect: "back in the queue", reason: why.reason)
        }
        for message in messages where released.contains(message) {
            StandardOutput.write("\(message) is back in the queue")
        }
        let others = messages.filter { !released.contains($0) }
        guard others.isEmpty else { throw CommandError.failed(others.map { "\($0): is not held" }) }
    }
}
