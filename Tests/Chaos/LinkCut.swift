/// A host's cable that is pulled, and for how long.
struct LinkCut: Sendable, CustomStringConvertible {
    enum Length: String, Sendable {
        /// Nobody is taken for dead: a heartbeat may be 5 s old when it begins, and one of 30 s is a dead worker's.
        case short
        /// Longer than leases live, and than the worker waits for the reply to a dot.
        case long
    }

    let host: String
    let length: Length
    /// How long it lasts; where a worker is to lose its leases, from the moment at which it has lost them.
    let duration: Duration

    var description: String { "\(host) for a \(length.rawValue) while" }

    /// Whether its host is a worker that the others take for dead.
    var isDeath: Bool { Hosts.workers.contains(host) && length == .long }

    /// Each host short and long but for one worker, which is never taken for dead, in an order that chance decides.
    static func plan(_ chance: inout Chance) -> [LinkCut] {
        let mortal = Hosts.workers.shuffled(using: &chance).dropLast()
        let servers = [Hosts.database, Hosts.relay]
        var cuts: [LinkCut] = []
        for host in Hosts.workers + servers { cuts.append(cut(host, .short, 2_000...15_000, &chance)) }
        for host in mortal { cuts.append(cut(host, .long, 1_000...10_000, &chance)) }
        for host in servers { cuts.append(cut(host, .long, 32_000...45_000, &chance)) }
        return cuts.shuffled(using: &chance)
    }

    private static func cut(
        _ host: String, _ length: Length, _ milliseconds: ClosedRange<Int>, _ chance: inout Chance
    ) -> LinkCut {
        LinkCut(host: host, length: length, duration: .milliseconds(Int.random(in: milliseconds, using: &chance)))
    }
}
