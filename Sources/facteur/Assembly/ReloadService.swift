import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the table of replies and the templates again at each SIGHUP (`systemctl reload`), as long as the worker runs.
struct ReloadService: Service {
    /// Trapped as soon as the process runs: an untrapped SIGHUP would end it.
    let hangups: UnixSignalsSequence
    let replies: ReloadableReplies
    let templates: ReloadableTemplates
    let systemd: Systemd
    let logger: Logger

    func run() async {
        let (replyMeasures, templateMeasures) = (ReloadMeasures("replies"), ReloadMeasures("templates"))
        for await _ in hangups.cancelOnGracefulShutdown() {
            systemd.notify(.reloading(at: Self.monotonicTime))
            replyMeasures.record(isInForce: replies.reload(logger))
            templateMeasures.record(isInForce: await templates.reload(logger))
            systemd.notify(.ready)
        }
    }

    /// CLOCK_MONOTONIC, by which systemd tells one reload from another.
    private static var monotonicTime: Duration {
        var moment = timespec()
        clock_gettime(CLOCK_MONOTONIC, &moment)
        return .seconds(Int64(moment.tv_sec)) + .nanoseconds(Int64(moment.tv_nsec))
    }
}
