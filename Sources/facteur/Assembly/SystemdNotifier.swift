import Pipeline
import ServiceLifecycle

/// Tells systemd how the worker is: its state in one line, and that it lives, as long as it does.
struct SystemdNotifier: Service {
    let worker: Worker
    let systemd: Systemd

    func run() async throws {
        let interval = min(systemd.watchdogInterval ?? .seconds(10), .seconds(10))
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let health = worker.health()
                if health.isAlive {
                    systemd.notify(.watchdog, .status(Self.status(health)))
                }
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// One line for `systemctl status`.
    static func status(_ health: Health) -> String {
        if let fault = health.databaseFault { return "the database is away: \(fault)" }
        if let fault = health.journalFault { return "no mail goes out: \(fault)" }
        if let fault = health.leaseFault ?? health.settlementFault { return "no mail goes out: \(fault)" }
        if case .down(let reason) = health.relay { return "no mail goes out: \(reason)" }
        if case .partly(let reasons) = health.relay, health.phase == .running {
            return "delivers, but not by \(reasons)"
        }
        return switch health.phase {
        case .starting: "waits for the database"
        case .running: "delivers"
        case .stopping: "finishes what is leaving"
        case .stopped: "stopped"
        }
    }
}

extension Health {
    /// Whether the process does its work. Its maintenance takes a turn every few seconds once it has a database; without one for a minute
    /// it hangs, systemd should hear nothing, and start it anew.
    var isAlive: Bool { phase == .starting || sinceLastTurn < .seconds(60) }
}
