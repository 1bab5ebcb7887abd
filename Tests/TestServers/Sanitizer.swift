import Foundation

/// Whether a sanitizer watches this process. Under one everything takes about ten times as long, and of what is tried thousands of times a
/// tenth shows as much.
package enum Sanitizer {
    /// `Tests/Sanitizers/run` sets these.
    package static let isOn = ["TSAN_OPTIONS", "ASAN_OPTIONS"].contains {
        ProcessInfo.processInfo.environment[$0] != nil
    }

    /// How many to try in place of `count`.
    package static func scaled(_ count: Int) -> Int { isOn ? count / 10 : count }
}
