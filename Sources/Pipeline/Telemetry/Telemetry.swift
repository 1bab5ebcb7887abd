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
    private let linesTogether: @Sendable (() -> Void) -> Void
    private let measures = Measures()
    private let view = QueueView()
    private let alarms = Throttle(every: .seconds(60))
    private let unknownReplies = Throttle(every: .seconds(86_400))
    private let minute: Minute

    package init(
        logger: Logger, recipients: Recipients, time: Time = .system,
        linesTogether: @escaping @Sendable (() -> Void) -> Void = { $0() }
    ) {
        self.logger = logger
        self.recipients = recipients
        self.time = time
        self.linesTogether = linesTogether
        minute = Minute(since: time.now())
    }

    // MARK: Deliveries

    /// What a settlement has stored, but for those outcomes whose lease was somebody else's by then.
    func stored(_ results: [AttemptResult], late: Set<Lease>) {
        linesTogether {
            for result in results {
                if late.contains(result.settlement.lease) { self.late(result) } else { stored(result) }
            }
        }
    }

    /// An outcome that the outbox has stored. A message handed back untouched is no delivery and makes no event.
    func stored(_ result: AttemptResult) {
        guard let event = Event(result.settlement.outcome) else { return }
        measures.stored(result, as: event)
        if event == .sent { view.sent(at: time.now()) }
        minute.add(event, result)
        guard isWhole(event, result) else { return }
        logger.log(event, event.rawValue, metadata(of: result))
    }

    /// An outcome that came when the lease was already somebody else's.
    func late(_ result: AttemptResult) {
        guard let event = Event(result.settlement.outcome) else { return }
        measures.wasLate()
        guard isWhole(.late, result) else { return }
        var metadata = metadata(of: result)
        metadata["outcome"] = "\(event.rawValue)"
        logger.log(.late, "\(event.rawValue), too late to count", metadata)
    }

    func claimed(_ count: Int, _ lane: Lane) { measures.claimed(count, lane) }
    func claimTook(_ time: Duration, _ lane: Lane) { measures.claimTook(time, lane) }
    func settlingTook(_ time: Duration) { measures.settlingTook(time) }
    /// A relay took a message so long after it was first due.
    func relayed(after time: Duration, _ lane: Lane) { measures.relayed(after: time, lane) }
    func unsettled(_ count: Int) { measures.unsettled(count) }

    // MARK: The queue and its domains

    func queue(_ survey: QueueSurvey) {
        view.saw(survey)
        measures.queue(survey)
        minute.add(survey)
    }

    /// What was last seen of the queue, nil before the first look; and how many messages a relay took within the last minute.
    var queueNow: (survey: QueueSurvey?, sentLastMinute: Int) { view.look(at: time.now()) }

    func reports(_ counts: [ReportCount]) { measures.reports(counts) }
    /// What the kinds' limits dropped: by whomever it was enqueued, each worker tells the same.
    func limited(_ counts: [LimitedCount], within period: Duration) {
        measures.limited(counts)
        for count in counts where count.lately > 0 {
            logger.log(
                .limited,
                "\(count.lately) of kind \(count.kind) dropped within \(DurationText.text(period)): their recipients have had what its limit lets through",
                [
                    "kind": "\(count.kind)", "lane": "\(count.lane.rawValue)", "count": "\(count.lately)",
                    "period_ms": .stringConvertible(period.milliseconds),
                ])
        }
    }
    /// The machine's clock is read here: the answer has come just now.
    func vitals(_ vitals: OutboxVitals, _ held: HeldSnapshot?) {
        measures.vitals(vitals, held, clock: time.calendar())
    }

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

    /// Begins to count what becomes of a relay's connections.
    func relay(_ name: String, connections: Int) -> RelayMeasures { measures.relay(name, connections: connections) }

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
        guard alarm != .none else { return }
        let level: Logger.Level? = alarm == .page ? .error : nil
        measures.alarm(level ?? .warning)
        guard alarms.allows("\(relay) \(reason)", at: time.now()) else { return }
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
        measures.alarm(.error)
        logger.log(.alarm, reason, ["reason": "\(reason)"], level: .error)
    }

    func journalLost(_ reason: String) {
        measures.alarm(.error)
        logger.log(.alarm, reason, ["reason": "\(reason)"], level: .error)
    }

    func journalBack(after away: Duration) {
        logger.log(.journalBack, "the journal can be written again", ["away_ms": .stringConvertible(away.milliseconds)])
    }

    func statementFailed(_ reason: String) {
        measures.statementFailed()
        guard alarms.allows(reason, at: time.now()) else { return }
        logger.log(.statementFailed, reason, ["reason": "\(reason)"])
    }

    func templateFault(_ kind: String, _ reason: String) {
        measures.templateFault()
        guard alarms.allows("template \(kind)", at: time.now()) else { return }
        logger.log(.templateFault, "\(kind) cannot be rendered: \(reason)", ["kind": "\(kind)", "reason": "\(reason)"])
    }

    // MARK: The worker's life

    func health(_ health: Health) { measures.health(health) }

    func ready(slots: Int) {
        measures.database(isUp: true)
        logger.log(.ready, "ready with \(slots) connections", ["connections": .stringConvertible(slots)])
    }

    func stopping() { logger.log(.stopping, "stopping: what is under way finishes, nothing new is claimed", [:]) }

    func stopped(unsettled: Int) {
        let sentence =
            unsettled == 0 ? "stopped" : "stopped with \(unsettled) outcomes not stored: the journal has them"
        logger.log(.stopped, sentence, unsettled == 0 ? [:] : ["unsettled": .stringConvertible(unsettled)])
    }

    // MARK: Minutes and storms

    /// Says what there was since it last was said, and how often what was counted in place of being written.
    func sumUp(relaysDown: [String], isLast: Bool) {
        let now = time.now()
        let (summary, storms) = minute.take(relaysDown: relaysDown, isLast: isLast, at: now)
        for storm in storms { tell(storm) }
        if let summary { tell(summary) }
    }

    private func isWhole(_ event: Event, _ result: AttemptResult) -> Bool {
        let (delivery, settlement) = (result.delivery, result.settlement)
        guard StormGate.mayBeSummedUp(event, delivery.lane) else { return true }
        let reply = Reply(code: settlement.code ?? 0, enhanced: settlement.enhanced, text: settlement.reply)
        let subject = StormGate.Subject(
            event: event, lane: delivery.lane, relay: settlement.relay, wording: reply.commonWording)
        return minute.isWhole(subject, example: settlement, to: delivery.recipient, at: time.now())
    }

    private func tell(_ storm: Minute.TellableStorm) {
        let (storm, example) = storm
        let subject = storm.subject
        let reply = words(example)
        var metadata: Logger.Metadata = [
            "lane": "\(subject.lane.rawValue)", "reply": "\(reply)", "count": .stringConvertible(storm.count),
            "domains": "\(storm.domainsInWords)", "period_ms": .stringConvertible(storm.lasted.milliseconds),
        ]
        metadata["relay"] = subject.relay.map { "\($0)" }
        metadata["code"] = example.code.map { .stringConvertible($0) }
        metadata["enhanced"] = example.enhanced.map { "\($0)" }
        let period = DurationText.text(storm.lasted)
        logger.log(
            subject.event, "\(storm.count) more within \(period), like the lines before: \(storm.domainsInWords)",
            metadata)
    }

    private func tell(_ summary: Summary) {
        var metadata: Logger.Metadata = [
            "period_ms": .stringConvertible(summary.period.milliseconds),
            "sent": .stringConvertible(summary.outcomes[.sent] ?? 0),
            "deferred": .stringConvertible(summary.outcomes[.deferred] ?? 0),
            "failed": .stringConvertible(summary.outcomes[.failed] ?? 0),
            "other": .stringConvertible(summary.other), "per_second": .stringConvertible(summary.perSecond),
            "in_doubt": .stringConvertible(summary.inDoubt),
        ]
        for lane in Lane.allCases {
            metadata["waiting_\(lane.rawValue)"] = .stringConvertible(summary.waiting[lane] ?? 0)
            metadata["longest_\(lane.rawValue)_ms"] = summary.longest[lane].map { .stringConvertible($0.milliseconds) }
        }
        if !summary.relaysDown.isEmpty {
            metadata["relays_down"] = "\(summary.relaysDown.joined(separator: ", "))"
        }
        logger.log(.summary, summary.sentence, metadata)
    }

    // MARK: Log lines

    private func words(_ settlement: Settlement) -> String {
        recipients == .masked ? Redaction.withoutAddresses(settlement.reply) : settlement.reply
    }

    private func metadata(of result: AttemptResult) -> Logger.Metadata {
        let delivery = result.delivery
        let settlement = result.settlement
        let isMasked = recipients == .masked
        // With room for all, the event's name included, and no text put together that is there already: there is one for each message.
        var metadata = Logger.Metadata(minimumCapacity: 16)
        metadata["message"] = .string(delivery.message.description)
        metadata["kind"] = .string(delivery.kind)
        metadata["lane"] = .string(delivery.lane.rawValue)
        metadata["attempt"] = .stringConvertible(delivery.attempt)
        metadata["recipient"] = .string(isMasked ? EmailAddress.mask(delivery.recipient) : delivery.recipient)
        metadata["reply"] = .string(words(settlement))
        metadata["queued_ms"] = .stringConvertible(settlement.timings.queued.milliseconds)
        metadata["render_ms"] = .stringConvertible(settlement.timings.render.milliseconds)
        metadata["connect_ms"] = .stringConvertible(settlement.timings.connect.milliseconds)
        metadata["smtp_ms"] = .stringConvertible(settlement.timings.dialogue.milliseconds)
        metadata["relay"] = settlement.relay.map { .string($0) }
        metadata["code"] = settlement.code.map { .stringConvertible($0) }
        metadata["enhanced"] = settlement.enhanced.map { .string($0.description) }
        metadata["next_attempt"] = settlement.outcome.record.delay.map { "\((time.calendar() + $0).rfc3339)" }
        return metadata
    }
}

extension Event {
    /// The event of a stored outcome; nil for a message that was only handed back.
    init?(_ outcome: Outcome) {
        // Nearly all: not looked for by its name.
        if case .sent = outcome {
            self = .sent
            return
        }
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
