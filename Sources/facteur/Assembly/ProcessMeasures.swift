import Glibc
import Mail
import Metrics
import Observability
import Platform
import Synchronization
import Web

/// What every process with a `/metrics` tells of itself: its version, what it uses of the machine, and log lines that it lost.
enum ProcessMeasures {
    /// A registry that knows the list of metrics, made the one that everything in this process counts on.
    static func registry() -> MetricsRegistry {
        let registry = MetricsRegistry(help: Metric.help, buckets: Metric.buckets)
        MetricsSystem.bootstrap(registry)
        Gauge(.buildInfo, Facteur.version).record(1)
        Gauge(.processStart).record(Double(Timestamp.now.microseconds) / 1_000_000)
        let memory = Gauge(.processMemory)
        let (open, most) = (Gauge(.processOpenFiles), Gauge(.processMostFiles))
        let time = Growth(FloatingPointCounter(.processCPU))
        let lines = Growth(FloatingPointCounter(.droppedLines))
        registry.beforeExposition {
            time.reached(processorSeconds())
            lines.reached(Double(StandardOutput.dropped))
            if let bytes = residentBytes() { memory.record(bytes) }
            if let count = openFiles() { open.record(count) }
            most.record(OpenFiles.limit)
        }
        return registry
    }

    /// A counter of something that tells its total.
    private final class Growth: Sendable {
        private let counter: FloatingPointCounter
        private let total = Mutex(0.0)

        init(_ counter: FloatingPointCounter) { self.counter = counter }

        func reached(_ new: Double) {
            total.withLock { total in
                counter.increment(by: new - total)
                total = max(total, new)
            }
        }
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
    }

    /// The second number of /proc/self/statm, in pages; nil where there is no /proc.
    private static func residentBytes() -> Double? {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let words = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ")
        return words.dropFirst().first.flatMap { Double($0) }.map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) }
    }

    private static func openFiles() -> Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // The folder's own two entries, and the descriptor that reads it.
        return count - 3
    }
}
