import Foundation
import TestServers

/// What a process has in memory, in megabytes of 10^6 bytes.
struct ResidentMemory: Sendable {
    var now: Double
    /// The most that it ever had.
    var peak: Double

    /// By proc(5)'s `status`, which counts in KiB.
    init(of process: Running) throws {
        let text = try String(contentsOfFile: "/proc/\(process.processID)/status", encoding: .utf8)
        func megabytes(_ key: String) throws -> Double {
            guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key + ":") }),
                let word = line.split(whereSeparator: \.isWhitespace).dropFirst().first, let kibibytes = Double(word)
            else { throw Stage.Failure("/proc/\(process.processID)/status does not say \(key)") }
            return kibibytes * 1024 / 1_000_000
        }
        now = try megabytes("VmRSS")
        peak = try megabytes("VmHWM")
    }
}
