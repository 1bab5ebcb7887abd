import Catcher
import Glibc
import Logging
import Mail
import Postgres
import PrivatePostgres
import ServiceLifecycle
import Templates
import Web

/// All of Facteur on one machine: a private PostgreSQL, a server that catches the mail, the worker, the unsubscribe page.
struct Demo {
    private let postgres: PrivatePostgres
    private let catcher: CatchingServer
    private let settings: Settings
    private let library: TemplateLibrary
    private let templates: String
    private let folder: DemoFolder
    private let logger: Logger

    /// Starts the servers and brings the schema up to date.
    init(folder: DemoFolder, templates: String, isQuiet: Bool) async throws {
        self.folder = folder
        self.templates = templates
        postgres = try await PrivatePostgres(folder: folder.postgres)
        do {
            catcher = try await CatchingServer.start(
                conduct: DemoConduct(), mailbox: MailStore(capacity: 1000))
            settings = try Self.settings(postgres: postgres, relay: catcher.port, isQuiet: isQuiet)
            library = try TemplateLibrary.load(templates, settings)
            logger = Log.start(settings, Systemd(environment: [:]))
            _ = try await Migrator(DatabaseSettings(settings)).migrate()
            let publisher = PostgresInstallation(DatabaseSettings(settings))
            try await publisher.publish(library.kinds)
            try await publisher.publish(Installation(settings))
        } catch {
            await postgres.stop()
            if case OutboxError.schema(let line) = error {
                throw CommandError.failed("demo: \(line); or remove \(folder.base), which holds nothing but the demo")
            }
            throw error
        }
    }

    /// Ends the servers. The database stays on disk for the next run.
    func stop() async {
        await catcher.stop()
        await postgres.stop()
    }

    /// Runs until interrupted, with the page.
    func run(port: Int) async throws {
        let outbox = outbox
        let page = DemoPage(
            mailbox: catcher.mailbox,
            kinds: library.kinds.compactMap { library.kind(named: $0.name) }.map {
                DemoKind(
                    name: $0.definition.name, description: $0.description, isNewsletter: $0.definition.lane == .bulk,
                    sample: $0.sampleBody)
            },
            port: port, logger: logger,
            onListening: { address in
                StandardOutput.write("The mail appears on \(address) (Ctrl-C ends the demo)")
                let database = Self.database(postgres).map { "\($0)=\($1)" }.sorted().joined(separator: " ")
                StandardOutput.write("In another terminal: \(database) \(TemplatesFolder.executable) status")
            },
            enqueue: { [library] kind, recipient, name, body in
                guard let kind = library.kind(named: kind) else { throw CommandError.failed("no such kind") }
                return try await outbox.order(
                    kind, to: recipient, name: name.isEmpty ? nil : name, body: body
                ).description
            },
            life: { id in try await outbox.life(of: id).map { DemoLife($0, now: .now) } })
        try await Services.run(try services() + [page], logger: logger)
    }

    /// Sends one message of every kind, waits for all of them, and prints what became of each.
    func once() async throws {
        let group = Services.group(try services(), logger: logger)
        let round = DemoRound(library: library, outbox: outbox, mailbox: catcher.mailbox)
        let running = Task { try await group.run() }
        let report = Task {
            defer { Task { await group.triggerGracefulShutdown() } }
            return try await round.run()
        }
        // Ends by the round's end, by a signal, or by a fault of a service, which then is the one to tell.
        do { try await running.value } catch {
            report.cancel()
            throw error
        }
        for line in try await report.value.lines { StandardOutput.write(line) }
        if let fault = try await report.value.fault { throw CommandError.failed("demo: \(fault)") }
    }

    private var outbox: OutboxAdministration { OutboxAdministration(DatabaseSettings(settings)) }

    private func services() throws -> [any Service] {
        let assembly = WorkerAssembly(
            settings: settings, database: WorkerDatabase(settings), replies: try ReloadableReplies(settings),
            templates: try ReloadableTemplates(templates, settings), systemd: Systemd(environment: [:]), logger: logger,
            metrics: MetricsRegistry())
        let web = UnsubscribeEndpoint(settings, templates: templates, logger: logger)
        return [web] + (try assembly.services(stateDirectory: folder.state))
    }

    private static func settings(postgres: PrivatePostgres, relay: Int, isQuiet: Bool) throws -> Settings {
        guard let port = freeLoopbackPort() else {
            throw CommandError.failed("demo: no loopback port is free: \(String(cString: strerror(errno)))")
        }
        let web = ListenAddress(host: "127.0.0.1", port: Int(port))
        return try SettingsReader.read(
            SettingsFile(path: "demo", text: ""), for: .worker,
            environment: SampleShop.environment.merging(database(postgres)) { $1 }.merging([
                Keys.SMTP.url.variable: "smtp://\(CatchingServer.host):\(relay)",
                Keys.SMTP.tls.variable: Keys.SMTP.TLS.none.rawValue,
                Keys.Mail.helo.variable: "demo.boutique.example",
                Keys.Web.listen.variable: web.text,
                Keys.Web.publicURL.variable: "http://\(web.text)",
                Keys.Admin.listen.variable: "127.0.0.1:0",
                // The kind's name, by which the page tells the mails apart.
                Keys.Mail.feedbackID.variable: "boutique01",
                Keys.Log.level.variable: (isQuiet ? Keys.Log.Level.warning : .info).rawValue,
            ]) { $1 })
    }

    /// The settings of a command that talks to this database: the password is in the server's folder.
    private static func database(_ postgres: PrivatePostgres) -> [String: String] {
        [
            Keys.Database.url.variable: "postgresql://postgres@127.0.0.1:\(postgres.port)/postgres",
            Keys.Database.passwordFile.variable: postgres.folder + "/password",
        ]
    }
}
