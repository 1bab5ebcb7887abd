import Logging
import Mail
import Synchronization

/// Several relays as one: the first that can be reached takes the message. A message is handed on only when nothing of it was said
/// yet, so that it can't be sent twice.
final class RelayChain: Carrier {
    /// How long a relay that could not be reached is asked last.
    static let rest: Duration = .seconds(30)

    private struct Link: Sendable {
        var name: String
        var carrier: any Carrier
    }

    private let links: [Link]
    private let logger: Logger
    private let now: @Sendable () -> Duration
    /// Until when each relay rests; nil for one that is up.
    private let rests: Mutex<[Duration?]>

    /// - Parameters:
    ///   - relays: In the order of preference, each with its `host:port`.
    ///   - now: A monotonic clock.
    init(_ relays: [(name: String, carrier: any Carrier)], logger: Logger, now: @escaping @Sendable () -> Duration) {
        links = relays.map { Link(name: $0.name, carrier: $0.carrier) }
        rests = Mutex(relays.map { _ in nil })
        self.logger = logger
        self.now = now
    }

    func send(_ message: Message) async -> Transmission {
        var end = Transmission(
            end: .broken(.stopping, at: .connect, detail: "there is no relay"), relay: "", connect: .zero,
            dialogue: .zero)
        for index in order() {
            end = await links[index].carrier.send(message)
            guard let reason = Self.unreachable(end.end) else {
                wake(index)
                return end
            }
            lay(index, reason)
        }
        return end
    }

    func close() async {
        await withDiscardingTaskGroup { group in
            for link in links { group.addTask { await link.carrier.close() } }
        }
    }

    func close(within patience: Duration) async {
        await withDiscardingTaskGroup { group in
            for link in links { group.addTask { await link.carrier.close(within: patience) } }
        }
    }

    /// Those that are up in their order, then those that rest.
    private func order() -> [Int] {
        let now = now()
        return rests.withLock { rests in
            let isResting = rests.map { $0.map { $0 > now } ?? false }
            return links.indices.filter { !isResting[$0] } + links.indices.filter { isResting[$0] }
        }
    }

    private func lay(_ index: Int, _ reason: String) {
        let end = now() + Self.rest
        let wasUp = rests.withLock { rests in
            defer { rests[index] = end }
            return rests[index] == nil
        }
        guard wasUp else { return }
        logger.error(
            "\(links[index].name) cannot be reached, another relay is tried",
            metadata: ["event": "relay_down", "relay": "\(links[index].name)", "reason": "\(reason)"])
    }

    private func wake(_ index: Int) {
        let wasDown = rests.withLock { rests in
            defer { rests[index] = nil }
            return rests[index] != nil
        }
        guard wasDown else { return }
        logger.notice(
            "\(links[index].name) takes mail again",
            metadata: ["event": "relay_up", "relay": "\(links[index].name)"])
    }

    /// Why nothing of the message was said; nil where a part of it was, or where the worker itself stops.
    private static func unreachable(_ end: Transmission.End) -> String? {
        let opening: Set<Stage> = [.connect, .greeting, .ehlo, .startTLS, .auth]
        return switch end {
        case .broken(let fault, let stage, let detail) where fault != .stopping && opening.contains(stage): detail
        case .refused(let reply, let stage) where opening.contains(stage): "\(reply.code) \(reply.text)"
        default: nil
        }
    }
}
