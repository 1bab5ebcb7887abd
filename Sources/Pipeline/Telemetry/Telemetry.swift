import Logging
import Mail
import Observability
import Synchronization

/// The one place where this worker says what happened: log events and metrics together.
package struct Telemetry: Sendable {
    /// How recipients appear in log lines.
    package enum Recipients: String, Sendable, CaseIterable {
        /// `m***@client.test`, also where a server's reply names an address.
        case masked
        case full
    }

    private let logger: Logger
    private let recipients: Recipients
    private let time: Time
    private let measures = Measures()
    private let alarms = Throttle(every: .seconds(60))
    private let unknownReplies = Throttle(every: .seconds(86_400))

    package init(logger: Logger, recipients: Recipients, time: Time = .system) {
        self.logger = logger
        self.recipients = recipients
        self.time = time
    }

    // MARK: Deliveries

    /// An outcome that the outbox has stored. A message handed back untouched is no delivery and makes no event.
    func stored(_ result: AttemptResult) {
        guard let event = Event(result.settlement.outcome) else { return }
        measures.stored(result, as: event)
        logger.log(event, event.rawValue, metadata(of: result))
    }

    /// An outcome that came when the lease was already somebody else's.
    func late(_ result: AttemptResult) {
        guard let event = Event(result.settlement.outcome) else { return }
        measures.wasLate()
        var metadata = metadata(of: result)
        metadata["outcome"] = "\(event.rawValue)"
        logger.log(.late, "\(event.rawValue), too late to count", metadata)
    }

    func claimed(_ count: Int, _ lane: Lane) { measures.claimed(count, lane) }
    func unsettled(_ count: Int) { measures.unsettled(count) }

    // MARK: The queue and its domains

    func queue(_ survey: QueueSurvey) { measures.queue(survey) }
    func reports(_ counts: [ReportCount]) { measures.reports(counts) }

    func domainParked(_ domain: ParkedDomain) {
        let reason = recipients == .masked ? Redaction.withoutAddresses(domain.reason) : domain.reason
        let until = domain.until.rfc3339
        logger.log(
            .domainParked, "mail to \(domain.family) rests until \(until): \(reason)",
            ["domain": "\(domain.family)", "until": "\(until)", "reason": "\(reason)"])
    }

    func domainBack(_ family: String) {
        logger.log(.domainBack, "mail to \(family) goes out again", ["domain": "\(family)"])
    }

    // MARK: Relay, database, templates

    func relayDown(_ relay: String, _ reason: String) {
        measures.relay(relay, isUp: false)
        logger.log(.relayDown, "no mail goes out by \(relay): \(reason)", ["relay": "\(relay)", "reason": "\(reason)"])
    }

    func relayUp(_ relay: String) {
        measures.relay(relay, isUp: true)
        logger.log(.relayUp, "\(relay) takes mail again", ["relay": "\(relay)"])
    }

    /// Once for each time that it is.
    func quotaSpent(_ spent: RelayFleet.SpentQuota, until: Timestamp) {
        logger.log(
            .quotaSpent, "\(spent.relay): \(Self.words(spent, until: until))",
            ["relay": "\(spent.relay)", "lane": "\(spent.lane.rawValue)", "until": "\(until.rfc3339)"])
    }

    /// What of a quota is used up, in one sentence.
    static func words(_ spent: RelayFleet.SpentQuota, until: Timestamp) -> String {
        "its quota of \(spent.perDay) a day is used up: \(spent.lane.rawValue) mail waits until \(until.rfc3339)"
    }

    func alarm(_ alarm: Verdict.Alarm, _ relay: String, _ reason: String) {
        guard alarm != .none, alarms.allows("\(relay) \(reason)", at: time.now()) else { return }
        let level: Logger.Level? = alarm == .page ? .error : nil
        logger.log(.alarm, reason, ["relay": "\(relay)", "reason": "\(reason)"], level: level)
    }

    /// A reply that no row of the table was made for.
    func unknownReply(_ reply: Reply, at stage: SMTPStage, _ relay: String) {
        guard unknownReplies.allows(reply.commonWording, at: time.now()) else { return }
        let text = Redaction.withoutAddresses(Redaction.withoutLinks(reply.text))
        var metadata: Logger.Metadata = [
            "relay": "\(relay)", "code": .stringConvertible(reply.code), "reply": "\(text)",
            "stage": "\(stage.rawValue)",
        ]
        metadata["enhanced"] = reply.enhanced.map { "\($0)" }
        logger.log(.unknownReply, "no row is made for this reply at \(stage.rawValue): \(reply.code) \(text)", metadata)
    }

    func databaseLost(_ reason: String) {
        measures.database(isUp: false)
        logger.log(.databaseLost, reason, ["reason": "\(reason)"])
    }

    func databaseBack(after away: Duration) {
        measures.database(isUp: true)
        logger.log(.databaseBack, "the database answers again", ["away_ms": .stringConvertible(away.milliseconds)])
    }

    func unsettledOverflow(_ reason: String) {
        logger.log(.alarm, reason, ["reason": "\(reason)"], level: .error)
    }

    func journalLost(_ reason: String) {
        logger.log(.alarm, reason, ["reason": "\(reason)"], level: .error)
    }

    func journalBack(after away: Duration) {
        logger.log(.journalBack, "the journal can be written again", ["away_ms": .stringConvertible(away.milliseconds)])
    }

    func statementFailed(_ reason: String) {
        guard alarms.allows(reason, at: time.now()) else { return }
        logger.log(.statementFailed, reason, ["reason": "\(reason)"])
    }

    func templateFault(_ kind: String, _ reason: String) {
        guard alarms.allows("template \(kind)", at: time.now()) else { return }
        logger.log(.templateFault, "\(kind) cannot be rendered: \(reason)", ["kind": "\(kind)", "reason": "\(reason)"])
    }

    // MARK: The worker's life

    func ready(slots: Int, relays: [String]) {
        for relay in relays { measures.relay(relay, isUp: true) }
        measures.database(isUp: true)
        logger.log(.ready, "ready with \(slots) connections", ["lines": .stringConvertible(slots)])
    }

    func stopping() { logger.log(.stopping, "stopping: what is under way finishes, nothing new is claimed", [:]) }

    func stopped(unsettled: Int) {
        let sentence =
            unsettled == 0 ? "stopped" : "stopped with \(unsettled) outcomes not stored: the journal has them"
        logger.log(.stopped, sentence, unsettled == 0 ? [:] : ["unsettled": .stringConvertible(unsettled)])
    }

    // MARK: Log lines

    private func metadata(of result: AttemptResult) -> Logger.Metadata {
        let delivery = result.delivery
        let settlement = result.settlement
        let isMasked = recipients == .masked
        var metadata: Logger.Metadata = [
            "message": "\(delivery.message)",
            "kind": "\(delivery.kind)",
            "lane": "\(delivery.lane.rawValue)",
            "attempt": .stringConvertible(delivery.attempt),
            "recipient": "\(isMasked ? EmailAddress.mask(delivery.recipient) : delivery.recipient)",
            "reply": "\(isMasked ? Redaction.withoutAddresses(settlement.reply) : settlement.reply)",
            "queued_ms": .stringConvertible(settlement.timings.queued.milliseconds),
            "render_ms": .stringConvertible(settlement.timings.render.milliseconds),
            "connect_ms": .stringConvertible(settlement.timings.connect.milliseconds),
            "smtp_ms": .stringConvertible(settlement.timings.dialogue.milliseconds),
        ]
        metadata["relay"] = settlement.relay.map { "\($0)" }
        metadata["code"] = settlement.code.map { .stringConvertible($0) }
        metadata["enhanced"] = settlement.enhanced.map { "\($0)" }
        metadata["next_attempt"] = settlement.outcome.record.delay.map { "\((time.calendar() + $0).rfc3339)" }
        return metadata
    }
}

extension Event {
    /// The event of a stored outcome; nil for a message that was only handed back.
    init?(_ outcome: Outcome) {
        guard let name = outcome.record.event else { return nil }
        self.init(rawValue: name)
    }
}

/// Lets one line pass for each subject in so long: ten thousand messages with one fault are one line.
private final class Throttle: Sendable {
    private let last = Mutex<[String: Duration]>([:])
    private let interval: Duration

    init(every interval: Duration) { self.interval = interval }

    func allows(_ subject: String, at now: Duration) -> Bool {
        last.withLock { last in
            if let previous = last[subject], now - previous < interval { return false }
            // Reasons are few; where they are not, forgetting costs a line too many.
            if last.count > 256 { last = [:] }
            last[subject] = now
            return true
        }
    }
}
