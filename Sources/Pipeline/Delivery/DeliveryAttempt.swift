import Mail

/// One attempt to deliver one message: a last look, the letter, a relay. What ends it before a relay sees the message is an outcome
/// too, an early exit, never an error that unwinds. How a transmission is judged stands beside it.
struct DeliveryAttempt: Sendable {
    let renderer: any Renderer
    let composer: Composer
    let relays: RelayPool
    /// What an attempt's end means, by the table of replies in force.
    let judge: @Sendable (Transmission.End) -> Verdict
    let issueContents: IssueContents
    let attachments: AttachmentContents
    let outbox: any Outbox
    let leases: LeaseGuard
    let journal: JournalWatch
    /// What a kind's definition is: asked once an attempt, so that one attempt has one answer however the templates change.
    let kinds: @Sendable (_ name: String) -> KindDefinition?
    /// The operator's word on each lane's patience.
    let overrides: [Lane: WorkerSettings.Retry]
    let telemetry: Telemetry
    let time: Time

    func run(_ held: ClaimedMessage) async -> AttemptResult {
        do throws(EarlyExit) {
            try exitIfUnsettled(held.claimed)
            try exitUnlessDue(held.claimed, held.claimed.status)
            try exitIfWithheld(held.claimed)
            let started = time.now()
            let definition = kinds(held.claimed.kind)
            let rules = RetryRules(definition, override: overrides[held.claimed.lane])
            let files = try await files(of: held.claimed)
            defer { if let files { attachments.leave(files) } }
            let message = try await message(
                for: held.claimed, with: files?.attachments ?? [], as: definition, by: rules)
            return try await send(message, held, time.now() - started, by: rules)
        } catch {
            return error.result
        }
    }

    /// Tries one relay after another, until something of the message has been said to one: from then on it is that one's. Where those
    /// that could be asked lack what it needs, it waits for those that could not.
    private func send(
        _ composed: Message, _ held: ClaimedMessage, _ rendered: Duration, by rules: RetryRules
    ) async throws(EarlyExit) -> AttemptResult {
        var result = AttemptResult.released(held.claimed, RelayPool.noneReason)
        var message = composed
        var tried: Set<Int> = []
        var lacking = 0
        var connecting = Duration.zero
        let (lane, kind) = (held.claimed.lane, held.claimed.kind)
        while true {
            let pass: RelayFleet.Pass
            switch await relays.leave(for: lane, kind: kind, besides: tried) {
            case .go(let given): pass = given
            case .rest(let delay, let reason) where tried.isEmpty:
                return AttemptResult(held.claimed, .postponed(delay: delay), reason, render: rendered)
            case .back, .rest: return result
            }
            do throws(EarlyExit) {
                try await exitUnlessStillDue(held, rendered)
                if let fault = journal.fault ?? leases.fault { throw EarlyExit(result: .released(held.claimed, fault)) }
            } catch {
                relays.heard(.none, of: pass)
                throw error
            }
            message.patience = patience(with: held)
            var transmission = await relays.send(message, by: pass)
            guard !transmission.end.isWait else {
                relays.heard(.none, of: pass)
                continue
            }
            journal.heard(transmission.end)
            transmission.connect += connecting
            let verdict = relays.verdict(on: transmission.end, for: held.claimed, by: pass)
            let judged = conclude(transmission, verdict, held.claimed, rendered, by: rules)
            let id = held.claimed.lease.message
            relays.heard(
                judged.feedback, of: pass, transmission.isUnsaid ? nil : id, took: transmission.dialogue)
            result = judged.result
            guard transmission.isUnsaid else {
                guard transmission.end.isHangUp, await relays.isAloneToBeHungUpOn(id, by: pass) else { break }
                result = conclude(transmission, .hangUpOnOne, held.claimed, rendered, by: rules).result
                break
            }
            tried.insert(pass.relay)
            connecting = transmission.connect
            guard let lack = transmission.end.lack else { continue }
            lacking += 1
            if lacking < relays.servers(for: kind, in: lane) {
                result = conclude(transmission, .elsewhere(lack), held.claimed, rendered, by: rules).result
            }
        }
        return result
    }
}

// MARK: - What ends it before a relay sees the message

extension DeliveryAttempt {
    /// A claim older than this is asked about again before its message goes out.
    private static let freshness: Duration = .seconds(1)

    /// Ends with the reason for which the database says that the message must not go out.
    private func exitUnlessDue(_ claimed: Claimed, _ status: LeaseStatus) throws(EarlyExit) {
        switch status {
        case .due: return
        case .expired: throw EarlyExit(result: AttemptResult(claimed, .expired, "expired before it could be sent"))
        case .superseded: throw EarlyExit(result: AttemptResult(claimed, .superseded, "replaced by a newer message"))
        case .suppressed:
            throw EarlyExit(result: AttemptResult(claimed, .suppressed, "the recipient wants or takes no mail"))
        case .cancelled: throw EarlyExit(result: AttemptResult(claimed, .cancelled, "cancelled"))
        case .lost: throw EarlyExit(result: .released(claimed, "another worker has the message"))
        }
    }

    /// Where the recipient may not be written to the message rests, rendered or not, due or in doubt.
    private func exitIfWithheld(_ claimed: Claimed) throws(EarlyExit) {
        guard composer.rule.disposition(of: claimed.recipient) == .hold else { return }
        throw EarlyExit(
            result: AttemptResult(
                claimed, .held, "delivery.mode is hold, and delivery.allow does not name the recipient"))
    }

    /// The last look before the relay sees the message: the deadline on this worker's own clock, and the database's word
    /// where the message waited for a connection.
    private func exitUnlessStillDue(_ held: ClaimedMessage, _ rendered: Duration) async throws(EarlyExit) {
        if time.now() - held.claimedAt > Self.freshness {
            try exitUnlessDue(held.claimed, try await status(of: held.claimed))
        }
        if let deadline = held.deadline, time.now() >= deadline { try exitUnlessDue(held.claimed, .expired) }
    }

    /// How long the message may wait for a connection without another look.
    private func patience(with held: ClaimedMessage) -> Duration {
        held.deadline.map { min(Self.freshness, $0 - time.now()) } ?? Self.freshness
    }

    /// What this worker has handed to a relay it hands to none again while it has not stored what that came to, whoever put the
    /// message back. It rests: the outcome is on its way.
    private func exitIfUnsettled(_ claimed: Claimed) throws(EarlyExit) {
        guard leases.isUnsettled(claimed.lease) else { return }
        throw EarlyExit(
            result: AttemptResult(
                claimed, .postponed(delay: leases.rest), "an earlier attempt's outcome is not stored yet"))
    }

    private func status(of claimed: Claimed) async throws(EarlyExit) -> LeaseStatus {
        do throws(OutboxError) {
            return try await outbox.status(of: [claimed.lease], in: claimed.lane)[claimed.lease] ?? .lost
        } catch {
            throw unanswered(claimed, error)
        }
    }

    /// Without the database's word nothing goes out: the lease may be another worker's by now. The message is handed back;
    /// after a statement that fails, which no waiting for the database will heal, it rests first.
    private func unanswered(_ claimed: Claimed, _ error: OutboxError) -> EarlyExit {
        switch error {
        case .unavailable, .locked, .schema: EarlyExit(result: .released(claimed, error.description))
        case .statement: rested(claimed, error.description)
        }
    }

    private func rested(_ claimed: Claimed, _ reason: String) -> EarlyExit {
        EarlyExit(
            result: AttemptResult(claimed, .postponed(delay: RetryRules.repair.spread(by: time.jitter())), reason))
    }
}

// MARK: - From the claim to the bytes

extension DeliveryAttempt {
    /// The words, and the bytes that they become. Asks for the issue's content first, in the bulk lane.
    private func message(
        for claimed: Claimed, with files: [Attachment], as definition: KindDefinition?, by rules: RetryRules
    ) async throws(EarlyExit) -> Message {
        guard let definition else {
            let reason = "there is no template of this kind: install it, or cancel its messages"
            throw keep(claimed, by: rules, becauseOf: reason)
        }
        let issue = try await issue(of: claimed)
        let letter: Letter
        do throws(RenderFault) {
            let rendered = try renderer.letter(for: readerOfCopy(claimed), issue: issue)
            letter = claimed.issue?.isTest == true ? rendered.markedAsTest : rendered
        } catch {
            switch error.cause {
            case .template: throw keep(claimed, by: rules, becauseOf: error.description)
            case .parameter: throw fail(claimed, becauseOf: error.description)
            }
        }
        do throws(ComposeFault) {
            var message = try composer.compose(letter, for: claimed, attachments: files)
            message.secrets = Secrets(of: claimed, as: definition)
            return message
        } catch {
            // Where the recipient's address is in order, what cannot be composed is the template's or the settings' fault.
            let isOwnFault = (try? EmailAddress(claimed.recipient)) != nil
            throw isOwnFault
                ? keep(claimed, by: rules, becauseOf: error.description) : fail(claimed, becauseOf: error.description)
        }
    }

    /// In a newsletter that goes to somebody else no link ends the subscription of whom it is for.
    private func readerOfCopy(_ claimed: Claimed) -> Claimed {
        guard claimed.issue != nil, composer.rule.redirects(claimed.recipient) else { return claimed }
        var copy = claimed
        copy.issue?.unsubscribeToken = Claimed.Issue.tokenOfNobody
        return copy
    }

    /// The files that go with it, in memory until the attempt has ended; nil where none do.
    private func files(of claimed: Claimed) async throws(EarlyExit) -> AttachedFiles? {
        guard claimed.hasAttachments else { return nil }
        let files: AttachedFiles?
        do throws(OutboxError) {
            files = try await attachments.enter(with: claimed.lease.message)
        } catch {
            // It has a connection of its own, of whose state claims know nothing: handed back at once, it would be claimed at once.
            throw attachments.isClosed ? unanswered(claimed, error) : rested(claimed, error.description)
        }
        // Without them it is another message.
        guard let files else { throw fail(claimed, becauseOf: "its attachments are deleted: enqueue it anew") }
        return files
    }

    private func issue(of claimed: Claimed) async throws(EarlyExit) -> StoredIssue? {
        guard let issue = claimed.issue else { return nil }
        let stored: StoredIssue?
        do throws(OutboxError) {
            stored = try await issueContents.content(of: issue)
        } catch {
            throw unanswered(claimed, error)
        }
        guard let stored else { throw fail(claimed, becauseOf: "the issue \(issue.id) is not in the database") }
        return stored
    }

    /// A broken template is our fault, not the mail's: an editor's slip must lose nobody's reset link. The
    /// message waits for the repair until it expires or the kind's patience ends; a person is called at once.
    private func keep(_ claimed: Claimed, by rules: RetryRules, becauseOf reason: String) -> EarlyExit {
        telemetry.templateFault(claimed.kind, Redaction.withoutLinks(reason))
        if rules.ends(for: claimed) { return fail(claimed, becauseOf: reason) }
        let delay = RetryRules.repair.spread(by: time.jitter())
        return EarlyExit(result: AttemptResult(claimed, .postponed(delay: delay), Redaction.withoutLinks(reason)))
    }

    private func fail(_ claimed: Claimed, becauseOf reason: String) -> EarlyExit {
        EarlyExit(result: AttemptResult(claimed, .failed(suppress: false), Redaction.withoutLinks(reason)))
    }
}
