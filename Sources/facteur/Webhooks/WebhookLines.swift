import Logging
import Mail
import Observability
import Webhooks

/// What providers report as lines of the log.
struct WebhookLines: Sendable {
    let logger: Logger
    let isMasked: Bool

    @Sendable func write(_ provider: String, _ notice: WebhookNotice) {
        switch notice {
        case .taken(let report, let effect):
            ReportLine(report, effect, source: provider, isMasked: isMasked).write(to: logger)
        case .refused(let fault):
            logger.log(.reportRefused, "\(provider): a request \(fault)", ["source": "\(provider)"])
        case .unset:
            logger.log(
                .reportRefused, "\(provider): reports, and web.webhooks.\(provider).secretFile is not set",
                ["source": "\(provider)"])
        case .answered(let done):
            logger.log(.report, "\(provider): \(done)", ["source": "\(provider)", "effect": "noted"])
        }
    }
}
