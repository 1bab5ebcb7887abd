import Crypto
import Logging
import Mail
import Observability
import Reports

/// The way of one mail that came back: read, judged by the table of replies, taken into the outbox, told in the log.
struct ReportIntake: Sendable {
    let reader: ReportReader
    let judge: @Sendable (Reply) -> Verdict
    let store: any ReportStore
    let logger: Logger
    let isMasked: Bool

    /// What became of a mail; only a database that is away or refuses is thrown, and then nothing was taken in.
    enum Answer: Sendable, Hashable {
        case taken(ReportEffect.Kind)
        /// A worker has the message in its hands: nothing is taken in, and whoever brought the mail is to bring it again.
        case later
        /// No report, or none that is read: nobody need try it again.
        case refused
    }

    /// - Parameter name: Where the mail is from, for the log.
    func take(_ octets: [UInt8], named name: String) async throws(OutboxError) -> Answer {
        let report: Report?
        do { report = try reader.report(octets) } catch {
            logger.log(.reportRefused, "\(name): \(error)", ["source": "mail"])
            return .refused
        }
        guard let report else {
            logger.log(.report, "\(name): no report", ["source": "mail", "effect": "unknown"])
            return .taken(.unknown)
        }
        let digest = SHA256.hash(data: octets).hexadecimal
        let suppress = report.event == .bounced && judge(report.reply).suppress
        let effect: ReportEffect
        do throws(OutboxError) {
            effect = try await store.take(report, source: "mail", key: digest, suppress: suppress)
        } catch {
            guard case .locked = error else { throw error }
            return .later
        }
        ReportLine(report, effect, source: "mail", isMasked: isMasked).write(to: logger)
        return .taken(effect.kind)
    }
}
