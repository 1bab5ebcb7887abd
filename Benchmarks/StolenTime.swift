import Foundation
import TestServers

/// How much of the processors' time the host of a virtual machine gave to other guests: where it is much, times say more of the host
/// than of what was measured.
struct StolenTime {
    private var stolen: Double
    private var all: Double

    /// Up to now, by the first line of proc(5)'s `/proc/stat`: the eighth number is what was stolen.
    init() throws {
        let text = try String(contentsOfFile: "/proc/stat", encoding: .utf8)
        let ticks = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
        guard ticks.count == 8 else { throw Stage.Failure("/proc/stat is not understood") }
        stolen = ticks[7]
        all = ticks.reduce(0, +)
    }

    /// The share of the time between two moments, from 0 to 1.
    func share(since before: StolenTime) -> Double {
        (stolen - before.stolen) / max(1, all - before.all)
    }
}
