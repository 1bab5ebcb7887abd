import Pipeline
import ServiceLifecycle

/// Tells systemd how the worker is: its state in one line, and that it lives, as long as it does.
struct SystemdNotifier: Service {
    let health: @Sendable () -> Health
    let systemd: Systemd

    func run() async throws {
        let interval = min(systemd.watchdogInterval ?? .seconds(10), .seconds(5))
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let health = health()
                if health.isAlive {
                    systemd.notify(.watchdog, .status(StatusLine.text(health)))
                }
                try? await Task.sleep(for: interval)
            }
        }
    }
}

extension Health {
    /// The same, with what keeps the worker from beginning: it asks the database only once that fits.
    init(_ health: Health, before fault: String?) {
        self = health
        if health.phase == .starting { databaseFault = databaseFault ?? fault }
    }

    /// Whether the process does its work. Its heartbeat takes a turn every few seconds once it has a database; without one for a minute
    /// it hangs, systemd should hear nothing, and start it anew.
    var isAlive: Bool { phase == .starting || sinceLastTurn < .seconds(60) }
}
