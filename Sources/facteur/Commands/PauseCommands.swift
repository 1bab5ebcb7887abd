import ArgumentParser
import Postgres

/// `facteur pause LANE|KIND|NEWSLETTER`
struct PauseCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stops a lane, a kind or a newsletter; its messages wait.",
        discussion: "Example: facteur pause bulk")

    @Argument(help: "transactional or bulk, a kind's name, or a newsletter's id.")
    var name: String

    @OptionGroup var why: ReasonOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let isNew = try await outbox.pause(name, reason: why.reason)
        StandardOutput.write(isNew ? "\(name) is paused" : "\(name) was paused already")
    }
}

/// `facteur resume LANE|KIND|NEWSLETTER|DOMAIN`
struct ResumeCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Lets a lane, a kind or a newsletter go on, or ends a domain's park.",
        discussion: "Example: facteur resume bulk, facteur resume orange")

    @Argument(help: "transactional or bulk, a kind's name, a newsletter's id, or a parked domain as status names it.")
    var name: String

    @OptionGroup var why: ReasonOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let wasPaused = try await outbox.resume(name, reason: why.reason)
        StandardOutput.write(wasPaused ? "\(name) goes on" : "\(name) was neither paused nor parked")
    }
}
