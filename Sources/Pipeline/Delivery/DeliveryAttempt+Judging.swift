import Mail

extension DeliveryAttempt {
    /// What an attempt on the wire came to: for the outbox, and for the relay's breaker.
    func conclude(
        _ transmission: Transmission, _ verdict: Verdict, _ claimed: Claimed, _ rendered: Duration, by rules: RetryRules
    ) -> JudgedAttempt {
        // What is the relay's fault is told once for its outage, by the pool of relays.
        if !verdict.concernsRelay { telemetry.alarm(verdict.alarm, transmission.relay, verdict.sentence) }
        if verdict.isGeneral, case .refused(let reply, let stage) = transmission.end {
            telemetry.unknownReply(reply, at: stage, transmission.relay)
        }
        let reply = transmission.end.reply
        // What is said of somebody else's mailbox says nothing of the recipient's, nor of its domain.
        let isRedirected = composer.rule.redirects(claimed.recipient)
        let settlement = Settlement(
            lease: claimed.lease, outcome: outcome(verdict, claimed, by: rules, suppressing: !isRedirected),
            code: reply?.code,
            enhanced: reply?.enhanced,
            reply: Redaction.withoutLinks(transmission.end.words(verdict)),
            relay: transmission.relay.isEmpty ? nil : transmission.relay,
            parking: verdict.blame == .domain && verdict.action == .retry && !isRedirected
                ? verdict.named ?? verdict.patience : nil,
            timings: Settlement.Timings(
                queued: claimed.queued, render: rendered, connect: transmission.connect,
                dialogue: transmission.dialogue))
        return JudgedAttempt(
            result: AttemptResult(claimed, settlement), feedback: feedback(verdict, transmission.end))
    }

    /// What became of a message that an earlier worker left behind, judged by the same rules. The relay's part is old news.
    func conclude(_ leftover: Leftover) -> AttemptResult {
        let transmission = Transmission(
            end: leftover.entry.end, relay: "", connect: .zero, dialogue: .zero)
        return conclude(transmission, leftover.claimed)
    }

    /// What became of a message of which nothing but its end is known.
    func conclude(_ transmission: Transmission, _ claimed: Claimed) -> AttemptResult {
        let rules = RetryRules(kinds(claimed.kind), override: overrides[claimed.lane])
        return conclude(transmission, judge(transmission.end), claimed, .zero, by: rules).result
    }

    private func outcome(
        _ verdict: Verdict, _ claimed: Claimed, by rules: RetryRules, suppressing: Bool
    ) -> Outcome {
        func delay() -> Duration { rules.delay(for: claimed, after: verdict, jitter: time.jitter()) }
        switch (verdict.action, verdict.blame) {
        case (.accept, _): return .sent
        case (.fail, _): return .failed(suppress: verdict.suppress && suppressing)
        case (.doubt, _): return rules.resends(claimed) ? .resend(delay: delay()) : .inDoubt
        case (.retry, .none): return .released
        case (.retry, _) where verdict.isThrottle: return .postponed(delay: RetryRules.throttled(jitter: time.jitter()))
        // Only what the recipient's server says uses up the message's own patience.
        case (.retry, .relay), (.retry, .us): return .postponed(delay: delay())
        case (.retry, .domain):
            return rules.endsWithDomain(claimed) ? .failed(suppress: false) : .postponed(delay: delay())
        case (.retry, .recipient), (.retry, .message):
            let isOver = rules.retry(for: claimed).givesUp(
                after: claimed.attempt, sinceFirstDue: claimed.sinceFirstDue)
            return isOver ? .failed(suppress: false) : .deferred(delay: delay())
        }
    }

    private func feedback(_ verdict: Verdict, _ end: Transmission.End) -> RelayFeedback {
        if verdict.concernsRelay { return .fails(RelayFeedback.Failing(end, verdict)) }
        return end.reply == nil ? .none : .works
    }
}
