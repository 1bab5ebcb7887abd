import DKIM
import Journal
import Logging
import Mail
import Observability
import Pipeline
import Platform
import Postgres
import SMTP
import ServiceLifecycle
import Web

/// The parts of the worker, and how they are joined. A message goes
///
///     Postgres (claim) -> Templates (render) -> Mail (compose) -> SMTP (send) -> Mail (judge) -> Postgres (settle)
///
/// and Pipeline leads it from room to room. Nothing here decides anything about a message.
struct WorkerAssembly {
    let settings: Settings
    let database: WorkerDatabase
    let replies: ReloadableReplies
    let templates: ReloadableTemplates
    let systemd: Systemd
    let logger: Logger
    let metrics: MetricsRegistry

    /// Builds everything, and finds the faults of settings and state directory on the way. The database may be away: the services
    /// wait for it.
    func services(stateDirectory: String) throws -> [any Service] {
        let notice = StartNotice { [systemd] in
            systemd.notify(.ready)
            // What the first messages need of them costs no more than a hundred faults; the rest stood beside a busy worker's connections.
            SpareMemory.giveBackPages()
        }
        let journal = try journal(stateDirectory)
        let flow = WorkerSettings(settings)
        let rule = DeliveryRule(settings)
        let leases = LeaseGuard(flow.leases)
        let outbox = database.outbox
        let worker = Worker(
            settings: flow,
            kinds: { [templates] in templates.definition(of: $0) },
            outbox: outbox, leases: leases, renderer: renderer,
            composer: try Composer(settings, signer: try DKIMSigner(settings, logger)),
            relays: try relays(journal, leases, reservedShare: flow.reservedShare),
            quotas: PostgresQuotas(DatabaseSettings(settings)),
            attachments: PostgresAttachments(DatabaseSettings(settings)),
            judge: { [replies] in replies.judge($0) }, journal: journal,
            rollupStore: outbox, logger: logger, linesTogether: StandardOutput.together,
            onTried: { notice.done(.hasTried) },
            onStopping: { [systemd] in systemd.notify(.stopping, .status("finishes what is leaving")) },
            onQuiet: { isFirst in
                SpareMemory.giveBackHeap()
                // What the start left behind is gone already, what the first messages alone needed is not. Once: a reset link that comes after
                // a quiet time is not to wait for the pages each time.
                if isFirst { SpareMemory.giveBackPages() }
            })
        let check = StartupCheck(
            migrator: database.migrator, publisher: database.publisher,
            kinds: { [templates] in templates.kinds }, installation: Installation(settings), notice: notice,
            logger: logger)
        metrics.beforeExposition(worker.measure)
        StateMeasures(journal: journal, directory: stateDirectory).register(on: metrics)
        let health: @Sendable () -> Health = { Health(worker.health(), before: check.fault.text) }
        let listen = settings[Keys.Admin.listen]
        let admin = AdminEndpoint(
            health: { HealthReport(health(), staging: rule.notice) },
            metrics: metrics, overview: overview, banner: { rule.banner },
            host: listen.bindingHost, port: listen.port,
            logger: logger,
            onListening: { [logger] port in
                logger.log(
                    .listening, "the operator's page, health and metrics on port \(port)",
                    ["port": .stringConvertible(port)])
                notice.done(.isListening)
            })
        // The last one is stopped first: while the worker finishes, its health can still be asked.
        return [
            admin, SystemdNotifier(health: health, systemd: systemd), EventService(settings, logger: logger),
            CheckedWorker(check: check, worker: worker),
        ]
    }

    /// What the operator's page shows, with addresses as the log has them.
    private var overview: @Sendable () async throws(OutboxError) -> Overview {
        let reader = OverviewReader(DatabaseSettings(settings))
        let isMasked = settings[Keys.Log.recipients] == .masked
        return { () async throws(OutboxError) in
            let overview = try await reader.overview()
            return isMasked ? overview.masked() : overview
        }
    }

    private var renderer: any Renderer {
        settings[Keys.Web.publicURL] == nil ? NewsletterHold(library: templates) : templates
    }

    private func journal(_ directory: String) throws(CommandError) -> FileJournal {
        do throws(JournalFault) { return try FileJournal(directory: directory) } catch {
            throw .settings(error.description)
        }
    }

    private func relays(
        _ journal: FileJournal, _ leases: LeaseGuard, reservedShare: Double
    ) throws(CommandError) -> [Relay] {
        var relays: [Relay] = []
        let configured = ConfiguredRelay.all(settings)
        let routes = RelayRoutes(
            configured.map(\.terms.services),
            lanes: configured.map(\.terms).lanes { [templates] in templates.definition(of: $0) })
        for (place, relay) in configured.enumerated() {
            let tokens = LoginTokens.of(relay.login, settings)
            for (number, url) in relay.servers.enumerated() {
                var server = RelaySettings(url, of: relay, settings, tokens: tokens)
                server.reservedConnections = LanePlan.reserved(
                    of: relay.connections, share: reservedShare, serving: routes.lanes(of: place))
                do throws(RelayFault) {
                    relays.append(
                        Relay(
                            name: server.name, carrier: try SMTPCarrier(server, journal: journal, leases: leases),
                            terms: relay.terms, connections: relay.connections, isStandIn: number > 0))
                } catch {
                    throw .settings([relay.name, error.description].compactMap(\.self).joined(separator: ": "))
                }
            }
        }
        return relays
    }
}
