import Mail
import Pipeline
import Synchronization

/// A carrier that follows a script, and keeps what a relay and its operator would see.
final class ScriptedCarrier: Carrier {
    struct Seen {
        /// By message: how often a relay said 250 to its dot.
        var accepted: [MessageID: Int] = [:]
        var sends: [MessageID: Int] = [:]
        var order: [Lane] = []
        var flying: [Lane: Int] = [:]
        var mostFlying: [Lane: Int] = [:]
        var probes = 0
        var isClosed = false
    }

    typealias Script = @Sendable (_ message: Message, _ time: Int) async -> Transmission.End

    private let name: String
    private let state = Mutex(Seen())
    private let script: Script
    private let onClose: @Sendable () -> Void

    /// `time` counts the sends of a message, from 1.
    init(
        name: String = "relay.test:587", _ script: @escaping Script = { _, _ in .accepted(.ok) },
        onClose: @escaping @Sendable () -> Void = {}
    ) {
        self.name = name
        self.script = script
        self.onClose = onClose
    }

    var seen: Seen { state.withLock { $0 } }

    func send(_ message: Message) async -> Transmission {
        let id = message.lease.message
        let time = state.withLock { seen in
            seen.sends[id, default: 0] += 1
            seen.order.append(message.lane)
            seen.flying[message.lane, default: 0] += 1
            seen.mostFlying[message.lane] = max(seen.mostFlying[message.lane] ?? 0, seen.flying[message.lane] ?? 0)
            return seen.sends[id] ?? 0
        }
        let end = await script(message, time)
        state.withLock { seen in
            seen.flying[message.lane, default: 0] -= 1
            if case .accepted = end { seen.accepted[id, default: 0] += 1 }
        }
        return Transmission(end: end, relay: name, connect: .seconds(1), dialogue: .milliseconds(1))
    }

    /// As far as the script lets a message come without a word of it.
    func probe(within patience: Duration) async -> Transmission.End {
        state.withLock { $0.probes += 1 }
        let message = Message(
            lease: Lease(message: MessageID(high: 0, low: 0), token: 0), lane: .bulk, attempt: 1,
            envelope: Envelope(sender: "", recipient: "probe@client.test"), bytes: [])
        let end = await script(message, 1)
        let isUnsaid = Transmission(end: end, relay: name, connect: .zero, dialogue: .zero).isUnsaid
        return isUnsaid ? end : .accepted(.ok)
    }

    func close() async {
        state.withLock { $0.isClosed = true }
        onClose()
    }

    func close(within patience: Duration) async { await close() }

    /// This carrier as the connections to a relay.
    func relay(weight: Int = 1) -> Relay { Relay(name: name, carrier: self, weight: weight) }

    func relay(_ terms: RelayTerms) -> Relay { Relay(name: name, carrier: self, terms: terms) }
}

extension Reply {
    static let ok = Reply(code: 250, enhanced: "2.0.0", text: "queued")
    static let greylisted = Reply(code: 451, enhanced: "4.7.1", text: "greylisted, come back later")
    static let unknown = Reply(code: 550, enhanced: "5.1.1", text: "user unknown")
}

extension Transmission.End {
    static let refusedConnection = Transmission.End.broken(.connectionRefused, at: .connect, detail: "refused")
}
