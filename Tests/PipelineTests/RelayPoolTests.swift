import Logging
import Mail
import Replies
import Testing

@testable import Pipeline

@Suite("The relays", .timeLimit(.minutes(1)))
struct RelayPoolTests {
    private let clock = HandClock()
    private let tape = LogTape()
    private let wakeUp = WakeUp()

    private func relays(_ weights: Int..., connections: Int = 1) throws -> RelayPool {
        RelayPool(
            weights.enumerated().map { ScriptedCarrier(name: "relay \($0)").relay(weight: $1) },
            connections: connections, reservedShare: 0.25, judge: try ReplyFile.shipped().judge,
            telemetry: Telemetry(logger: tape.logger, recipients: .masked, time: clock.time), time: clock.time,
            wakeUp: wakeUp)
    }

    private static let refused = RelayFeedback.fails(RelayFeedback.Failing(reason: "refused"))
    private static let login = RelayFeedback.fails(
        RelayFeedback.Failing(reason: "the login is refused (535 no)", alarm: .page, advice: "the login is refused"))

    /// Tells the first relay's feedback on so many messages, one after another.
    private func tell(_ feedback: RelayFeedback, of count: Int, to relays: RelayPool) async throws {
        for _ in 0..<count { relays.heard(feedback, of: try #require(await relays.leave(for: .bulk).pass)) }
    }

    /// The next probes find that connections work.
    private func reach(_ relays: RelayPool, after wait: Duration = .seconds(1)) async {
        clock.advance(by: wait)
        for probe in relays.dueProbes() { await relays.run(probe) }
    }

    @Test("Who waits gets the first relay that is free, transactional mail before bulk that came before it")
    func waiting() async throws {
        let relays = try relays(1)
        let first = try #require(await relays.leave(for: .bulk).pass)
        let bulk = Task { await relays.leave(for: .bulk).pass }
        #expect(await eventually { relays.waiting == 1 })
        let transactional = Task { await relays.leave(for: .transactional).pass }
        #expect(await eventually { relays.waiting == 2 })
        relays.heard(.works, of: first)
        let second = try #require(await transactional.value)
        #expect(relays.waiting == 1)
        relays.heard(.works, of: second)
        let third = try #require(await bulk.value)
        relays.heard(.works, of: third)
        #expect(relays.flying == 0)
    }

    @Test("Who waits for a probe's word is sent home when it is vain, and goes when it comes through")
    func waitingForProbe() async throws {
        for (feedback, goes) in [(Self.refused, false), (.works, true)] {
            let relays = try relays(1)
            try await tell(Self.refused, of: 3, to: relays)
            #expect(await relays.leave(for: .transactional).pass == nil)
            await reach(relays)
            let probe = try #require(await relays.leave(for: .transactional).pass)
            let waiter = Task { await relays.leave(for: .transactional).pass != nil }
            #expect(await eventually { relays.waiting == 1 })
            relays.heard(feedback, of: probe)
            #expect(await waiter.value == goes)
        }
    }

    @Test("Mail that waits for another relay goes by one that can be reached again")
    func probeWhileWaiting() async throws {
        let relays = try relays(1, 0)
        try await tell(Self.refused, of: 3, to: relays)
        _ = try #require(await relays.leave(for: .bulk).pass)
        let waiter = Task { await relays.leave(for: .bulk).pass?.relay }
        #expect(await eventually { relays.waiting == 1 })
        relays.review()
        #expect(relays.waiting == 1)
        await reach(relays)
        #expect(await waiter.value == 0)
    }

    @Test("A stop sends home who waits")
    func closed() async throws {
        let relays = try relays(1)
        _ = try #require(await relays.leave(for: .transactional).pass)
        let waiter = Task { await relays.leave(for: .transactional).pass }
        #expect(await eventually { relays.waiting == 1 })
        relays.close()
        #expect(await waiter.value == nil)
        #expect(await relays.leave(for: .transactional).pass == nil)
    }

    @Test("An outage is told once for each relay with its name, and so is its end")
    func told() async throws {
        let relays = try relays(1, 0)
        #expect(relays.health == .up)
        try await tell(Self.refused, of: 3, to: relays)
        #expect(relays.health == .partly("relay 0: refused"))
        try await tell(Self.refused, of: 3, to: relays)
        #expect(relays.health == .down("relay 0: refused; relay 1: refused"))
        #expect(relays.outages.map(\.relay) == ["relay 0", "relay 1"])
        for _ in 0..<4 {
            await reach(relays, after: .seconds(300))
            #expect(relays.health == .up)
            for _ in 0..<2 { try await tell(Self.refused, of: 1, to: relays) }
        }
        #expect(tape.lines("relay_down").map { $0.fields["relay"] } == ["relay 0", "relay 1"])
        #expect(tape.lines("relay_up").isEmpty)
        await reach(relays, after: .seconds(300))
        try await tell(.works, of: 1, to: relays)
        #expect(tape.lines("relay_up").map { $0.fields["relay"] } == ["relay 0"])
        #expect(
            relays.outages == [
                RelayOutage(
                    relay: "relay 1", lasted: .seconds(1500), reason: "answers again; the next message will tell")
            ])
    }

    @Test("What only a person can mend raises one alarm an outage, and another one in the next (S5)")
    func alarms() async throws {
        let relays = try relays(1)
        for outage in 1...2 {
            // The second begins while it is opening up again, when one fault is enough.
            try await tell(Self.login, of: outage == 1 ? 3 : 1, to: relays)
            for _ in 0..<10 {
                await reach(relays, after: .seconds(300))
                try await tell(Self.login, of: 1, to: relays)
            }
            #expect(tape.lines("alarm").count == outage)
            await reach(relays, after: .seconds(300))
            try await tell(.works, of: 1, to: relays)
        }
        #expect(tape.lines("alarm").allSatisfy { $0.level == .error && $0.fields["relay"] == "relay 0" })
        #expect(tape.lines("alarm").first?.fields["reason"] == "the login is refused (535 no)")
    }

    @Test("A probe that fails says why, raises its alarm once, and tells no second outage")
    func vainProbes() async throws {
        let refusal = Reply(code: 535, enhanced: "5.7.8", text: "wrong password of marie@client.test")
        let carrier = ScriptedCarrier(name: "relay", { _, _ in .refused(refusal, at: .auth) })
        let relays = RelayPool(
            [carrier.relay()], connections: 1, reservedShare: 0.25, judge: try ReplyFile.shipped().judge,
            telemetry: Telemetry(logger: tape.logger, recipients: .masked, time: clock.time), time: clock.time,
            wakeUp: wakeUp)
        try await tell(Self.refused, of: 3, to: relays)
        for _ in 0..<20 { await reach(relays, after: .seconds(300)) }
        #expect(carrier.seen.probes == 20)
        #expect(carrier.seen.order.isEmpty)
        #expect(tape.lines("relay_down").count == 1)
        #expect(tape.lines("alarm").count == 1)
        guard case .down(let reason) = relays.health else {
            Issue.record("not down")
            return
        }
        #expect(reason.contains("wrong password") && !reason.contains("marie"))
    }
}
