import ArgumentParser

/// `facteur demo`
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "All of it on this machine with nothing set up: database, mail server, worker, page.",
        discussion: """
            Starts a PostgreSQL of its own and a server that catches mail, all on loopback, and a page that shows each mail \
            as it arrives. No mail leaves this machine. A second run finds the database of the first. Mail to refus@..., attente@... or \
            doute@... is refused, put off or left in doubt, so that you see what becomes of it.

            Example: facteur demo --once
            """)

    @Flag(help: "Send one message of every kind, print what became of them, and end.")
    var once = false

    @Option(help: "The page's port; 0 takes a free one.")
    var port = 8024

    @OptionGroup var templates: TemplatesOptions

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port: give a number from 0 to 65535") }
    }

    func run() async throws {
        Crashes.endAtOnce()
        Crashes.leaveNoImage()
        if !once { try DemoPort.check(port) }
        let folder = try DemoFolder()
        let demo = try await Demo(
            folder: folder, templates: try TemplatesFolder.path(templates.templates), isQuiet: once)
        do {
            if once { try await demo.once() } else { try await demo.run(port: port) }
        } catch {
            await demo.stop()
            throw error
        }
        await demo.stop()
    }
}
