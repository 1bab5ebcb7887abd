import Glibc

/// By orders of magnitude.
enum Logarithm {
    /// Where a value lies between two others, from 0 to 1.
    static func share(of value: Double, from low: Double, to high: Double) -> Double {
        log(value / low) / log(high / low)
    }
}
