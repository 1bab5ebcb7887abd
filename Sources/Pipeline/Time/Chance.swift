import Synchronization

/// Numbers by chance that nobody need be unable to guess: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), of which any thread may ask.
/// The system is asked once: for every message it would be a system call.
final class Chance: Sendable {
    private let state: Atomic<UInt64>

    init(seed: UInt64 = .random(in: .min ... .max)) { state = Atomic(seed) }

    /// From -1 to 1, all alike.
    func next() -> Double {
        var word = state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        word ^= word >> 31
        // As many bits as a Double holds.
        return Double(word >> 11) / Double(1 << 52) - 1
    }
}
