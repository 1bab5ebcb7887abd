import Logging
import Mail
import Pipeline
import Synchronization
import Testing

@Suite("The flow", .timeLimit(.minutes(2)))
struct FlowTests {
    @Test("A thousand mixed messages, one in ten refused at first, are each accepted once (S7)")
    func thousandOnce() async throws {
        let carrier = ScriptedCarrier { message, time in
            message.envelope.recipient.hasPrefix("busy") && time == 1
                ? .refused(.greylisted, at: .rcpt) : .accepted(.ok)
        }
        let bench = try TestWorker(time: .fast(500), carrier: carrier)
        for number in 0..<1000 {
            let recipient = (number % 10 == 0 ? "busy" : "free") + "\(number)@client.test"
            let isBulk = number % 3 == 0
            await bench.outbox.enqueue(
                kind: isBulk ? "newsletter" : "password-reset", lane: isBulk ? .bulk : .transactional, to: recipient)
        }
        try await bench.whileWorking {
            #expect(await eventually { await bench.outbox.count(.sent) == 1000 })
        }
        let seen = carrier.seen
        #expect(seen.accepted.count == 1000)
        #expect(seen.accepted.values.allSatisfy { $0 == 1 })
        #expect(bench.tape.lines("sent").count == 1000)
        // Those that were counted in place of being written are in a line's count.
        #expect(bench.tape.lines("deferred").reduce(0) { $0 + (Int($1.fields["count"] ?? "1") ?? 0) } == 100)
        #expect(await bench.outbox.late == 0)
        // Batches, on both sides.
        #expect(await bench.outbox.settleCalls < 600)
        let claims = await bench.outbox.claims
        #expect(claims.count { $0.found > 0 } < 800)
    }

    @Test("A slow newsletter never takes the reserved slots: a reset goes out at once (S13)")
    func reservedLines() async throws {
        let latch = Latch()
        let carrier = ScriptedCarrier { message, _ in
            if message.lane == .bulk { await latch.wait() }
            return .accepted(.ok)
        }
        let bench = try TestWorker(carrier: carrier)
        for _ in 0..<50 { await bench.outbox.enqueue(kind: "newsletter", lane: .bulk) }
        try await bench.whileWorking {
            #expect(await eventually { carrier.seen.flying[.bulk] == 6 })
            for _ in 0..<20 { await bench.outbox.enqueue() }
            #expect(await eventually { await bench.outbox.count(.sent) == 20 })
            latch.open()
            #expect(await eventually { await bench.outbox.count(.sent) == 70 })
        }
        // One for each of the connections that are not kept for transactional mail, and one behind it: the relay has proved quick.
        #expect(carrier.seen.mostFlying[.bulk] == 12)
    }

    @Test("Through a slow relay nothing is claimed before a slot is free for it")
    func noClaimAhead() async throws {
        let latch = Latch()
        let carrier = ScriptedCarrier { _, _ in
            await latch.wait()
            return .accepted(.ok)
        }
        let bench = try TestWorker(carrier: carrier)
        for _ in 0..<100 { await bench.outbox.enqueue() }
        try await bench.whileWorking {
            #expect(await eventually { carrier.seen.flying[.transactional] == 8 })
            // One for each connection, and the next, which is ready when its turn comes.
            #expect(await bench.outbox.count(.leased) == 16)
            latch.open()
            #expect(await eventually { await bench.outbox.count(.sent) == 100 })
        }
    }

    @Test("A refused recipient is deferred with its next attempt, an unknown one fails and is suppressed (S2)")
    func outcomes() async throws {
        let carrier = ScriptedCarrier { message, _ in
            message.envelope.recipient.hasPrefix("nobody")
                ? .refused(.unknown, at: .rcpt) : .refused(.greylisted, at: .rcpt)
        }
        let bench = try TestWorker(time: .fast(20), carrier: carrier)
        let unknown = await bench.outbox.enqueue(to: "nobody@client.test")
        let busy = await bench.outbox.enqueue()
        try await bench.whileWorking {
            #expect(
                await eventually { await bench.outbox.count(.failed) == 1 && !bench.tape.lines("deferred").isEmpty })
        }
        let failed = await bench.outbox.row(unknown)?.settlements.first
        #expect(failed?.outcome == .failed(suppress: true))
        #expect(failed?.code == 550)
        #expect(failed?.enhanced == "5.1.1")
        #expect(failed?.relay == "relay.test:587")
        #expect(await bench.outbox.row(busy)?.settlements.first?.outcome == .deferred(delay: .seconds(300)))
        let line = try #require(bench.tape.lines("deferred").first)
        #expect(line.fields["next_attempt"]?.hasPrefix("2026-") == true)
        #expect(line.level == .notice)
        #expect(bench.tape.lines("failed").first?.level == .warning)
    }

    @Test("A wake-up finds a message though the next poll is far away")
    func wakeUp() async throws {
        var time = Time.fast(100)
        let sleep = time.sleep
        // The idle poll never comes, so that only the wake-up can find the message.
        time.sleep = { await sleep($0 < .seconds(1) ? $0 : .seconds(3600 * 24)) }
        let bench = try TestWorker(time: time)
        try await bench.whileWorking {
            #expect(await eventually { await bench.outbox.heartbeats.last == true })
            await bench.outbox.enqueue()
            await bench.outbox.ring()
            #expect(await eventually { await bench.outbox.count(.sent) == 1 })
        }
    }

    @Test("Of many that come at once nobody is to tell one by one")
    func many() async throws {
        let bench = try TestWorker(time: .fast(1))
        try await bench.whileWorking {
            #expect(await eventually { await bench.outbox.heartbeats.last == true })
            let before = await bench.outbox.heartbeats.count
            for number in 0..<400 { await bench.outbox.enqueue(to: "client\(number)@client.test") }
            await bench.outbox.ring()
            #expect(await eventually { await bench.outbox.heartbeats.dropFirst(before).contains(false) })
            #expect(await eventually { await bench.outbox.count(.sent) == 400 })
        }
    }

    @Test("The message says in a log line what the contract names, and 'sent' only once it is stored")
    func deliveryLine() async throws {
        let bench = try TestWorker()
        let id = await bench.outbox.enqueue()
        try await bench.whileWorking {
            #expect(await eventually { !bench.tape.lines("sent").isEmpty })
            #expect(await bench.outbox.count(.sent) == 1)
        }
        let line = try #require(bench.tape.lines("sent").first)
        #expect(
            Set(line.fields.keys) == [
                "event", "message", "kind", "lane", "attempt", "recipient", "relay", "code", "enhanced", "reply",
                "queued_ms", "render_ms", "connect_ms", "smtp_ms",
            ])
        #expect(line.fields["message"] == id.description)
        #expect(line.fields["recipient"] == "m***@client.test")
        #expect(line.level == .info)
    }

    @Test("No log line holds a recipient in clear, a link or a parameter, even when the server echoes them (D13)")
    func nothingSecretInTheLog() async throws {
        let echo = Reply(
            code: 550, enhanced: "5.7.1",
            text: "<marie@client.test> we dislike https://boutique.test/mdp?t=SECRET and www.boutique.test/SECRET")
        let carrier = ScriptedCarrier { _, _ in .refused(echo, at: .dot) }
        let renderer = PlainRenderer { claimed in
            claimed.attempt == 1 && claimed.recipient.hasPrefix("paul")
                ? RenderFault("subject.mustache: see https://boutique.test/SECRET") : nil
        }
        let bench = try TestWorker(renderer: renderer, carrier: carrier)
        let id = await bench.outbox.enqueue(parameters: "SECRET")
        await bench.outbox.enqueue(to: "paul@client.test", parameters: "SECRET")
        try await bench.whileWorking {
            #expect(
                await eventually { await bench.outbox.count(.failed) == 1 && !bench.tape.lines("deferred").isEmpty })
        }
        for line in bench.tape.lines {
            let text = line.text + line.fields.description
            #expect(!text.contains("SECRET"))
            #expect(!text.contains("marie@") && !text.contains("paul@"))
            #expect(!text.contains("://"))
        }
        #expect(await bench.outbox.row(id)?.settlements.first?.reply.contains("SECRET") == false)
    }
}

/// Holds whoever waits until it is opened.
final class Latch: Sendable {
    private let state = Mutex<(isOpen: Bool, waiters: [CheckedContinuation<Void, Never>])>((false, []))

    func wait() async {
        await withCheckedContinuation { waiter in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiters.append(waiter) }
                return state.isOpen
            }
            if isOpen { waiter.resume() }
        }
    }

    func open() {
        let waiters = state.withLock { state in
            defer { state = (true, []) }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
