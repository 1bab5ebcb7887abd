import Foundation
import Glibc
import PrivatePostgres
import TestServers

/// What processes have used of the processors, in seconds.
struct ProcessorTime: Sendable {
    var worker: Double
    var postgres: Double

    /// Up to now: that of a worker, and that of a PostgreSQL server with all the sessions it has had.
    init(of worker: Running, _ stage: Stage) throws {
        self.worker = try Self.used(by: worker.processID)
        postgres = try Self.used(by: stage.postgres.serverID, withChildren: true)
        for child in try Self.children(of: stage.postgres.serverID) {
            postgres += (try? Self.used(by: child)) ?? 0
        }
    }

    /// Between two moments, for each thousand of messages.
    func since(_ before: ProcessorTime, perThousandOf count: Int) -> ProcessorTime {
        var part = self
        part.worker = (worker - before.worker) * 1000 / Double(count)
        part.postgres = (postgres - before.postgres) * 1000 / Double(count)
        return part
    }

    private static func children(of parent: pid_t) throws -> [pid_t] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }.filter {
            (try? fields(of: $0))?[1] == "\(parent)"
        }
    }

    /// Fields 14 to 17 of proc(5)'s `stat`.
    static func used(by process: pid_t, withChildren: Bool = false) throws -> Double {
        let fields = try fields(of: process)
        let ticks = fields[11...(withChildren ? 14 : 12)].compactMap { Double($0) }.reduce(0, +)
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Those behind the name, which may hold spaces: the first is the third of all.
    private static func fields(of process: pid_t) throws -> [Substring] {
        let text = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ").dropFirst()
        guard fields.count > 20 else { throw Stage.Failure("/proc/\(process)/stat is not understood") }
        return Array(fields)
    }
}
