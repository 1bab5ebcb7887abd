import ServiceLifecycle

/// Feeds the watchdog of a service whose whole work is done by tasks: while they get their turns this one does, too.
struct WatchdogPulse: Service {
    let systemd: Systemd

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                systemd.notify(.watchdog)
                try? await Task.sleep(for: systemd.watchdogInterval ?? .seconds(3600))
            }
        }
        systemd.notify(.stopping)
    }
}
