import Mail
import Synchronization

extension RelayPool {
    /// What became of the message of a pass, as far as the relay is concerned. `message` where something of it had been said, `took` how long
    /// it was on the wire.
    func heard(
        _ feedback: RelayFeedback, of pass: RelayFleet.Pass, _ message: MessageID? = nil, took: Duration? = nil
    ) {
        let now = time.now()
        let jitter = (time.jitter() + 1) / 2
        let relay = relays[pass.relay].name
        let (event, wasDown, isAlarm) = state.withLock { state in
            let wasDown = state.fleet.isDown(pass.relay)
            let event = state.fleet.heard(feedback.report, of: pass, message, took: took, at: now, jitter: jitter)
            state.queues[pass.route].leave(at: now)
            var isAlarm = false
            switch feedback {
            case .none: break
            case .works: if !state.fleet.isDown(pass.relay) { state.standings[pass.relay].alarm = nil }
            case .fails(let failing): isAlarm = state.standings[pass.relay].note(failing)
            }
            return (event, wasDown, isAlarm)
        }
        if case .fails(let failing) = feedback {
            if isAlarm { telemetry.alarm(failing.alarm, relay, failing.reason) }
            if event == .relayDown { telemetry.relayDown(relay, failing.reason) }
        }
        if case .relayUp = event { telemetry.relayUp(relay) }
        if event != nil { outageSignal.ring() }
        if event != nil || wasDown {
            wakeUp.ring()
            probeSignal.ring()
        }
        review()
    }

    // MARK: - Those that wait

    /// Looks again who of those that wait may go: transactional mail first. That bulk mail does not probe a relay becomes too long
    /// without anybody's word.
    func review() {
        let now = time.now()
        let answers = state.withLock { state -> [(Waiter, RelayLeave)] in
            // As a rule: this is asked behind every message.
            if state.waiting.values.allSatisfy(\.isEmpty) { return [] }
            return Lane.allCases.flatMap { lane -> [(Waiter, RelayLeave)] in
                guard let waiters = state.waiting[lane], !waiters.isEmpty else { return [] }
                var answers: [(Waiter, RelayLeave)] = []
                var kept: [Waiter] = []
                var full: Set<Int> = []
                for waiter in waiters {
                    // Where one waits that any relay of its route would suit, so do all like it.
                    let choice: RelayFleet.Choice =
                        waiter.tried.isEmpty && full.contains(waiter.route)
                        ? .wait : state.fleet.choose(lane, kind: waiter.kind, besides: waiter.tried, at: now)
                    if let leave = settled(choice, lane, waiter.kind, waiter.route, &state, now) {
                        answers.append((waiter, leave))
                        continue
                    }
                    kept.append(waiter)
                    if waiter.tried.isEmpty { full.insert(waiter.route) }
                }
                state.waiting[lane] = kept
                return answers
            }
        }
        askForQuota()
        for (waiter, leave) in answers { waiter.continuation.resume(returning: leave) }
    }

    /// Lets messages go whose turn has come, at a relay that takes only so many a second; until cancelled.
    func keepTurns() async {
        while !Task.isCancelled {
            let now = time.now()
            let next = state.withLock { state in
                Lane.allCases.compactMap { lane in
                    state.waiting[lane]?.isEmpty == false ? state.fleet.nextTurn(of: lane, after: now) : nil
                }.min()
            }
            // A busy relay has its turns in bundles rather than a timer for each.
            await turnSignal.wait(atMost: next.map { max($0 - now, .milliseconds(5)) } ?? .seconds(3600), by: time)
            review()
        }
    }
}
