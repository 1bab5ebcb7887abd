import Glibc
import Mail
import Postgres

/// Takes a file of subscribers in, some thousand at a time: what is in order is kept, the rest told line by line.
struct SubscriberImport {
    /// What came of it.
    struct Result: Sendable, Hashable {
        var added = 0
        /// Were on the list already, or have left it, and stay as they are.
        var known = 0
        var faults = 0
    }

    private static let batch = 2_000

    let list: String
    let source: String
    /// Told each line that was skipped, and why.
    let report: @Sendable (Int, String) -> Void
    /// Told how many bytes have been read.
    let progress: @Sendable (Int) -> Void

    /// Reads to the end of the descriptor. `name` is the file's, for errors.
    func run(_ descriptor: Int32, name: String, into outbox: OutboxAdministration) async throws -> Result {
        var result = Result()
        var reader = CSVReader()
        var columns: SubscriberColumns?
        var waiting: [OutboxAdministration.Subscriber] = []
        var buffer = [UInt8](repeating: 0, count: 256 * 1024)
        var bytesRead = 0
        var isOver = false
        while !isOver {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CommandError.failed("subscribers: \(name): \(String(cString: strerror(errno)))")
            }
            isOver = count == 0
            bytesRead += count
            for record in isOver ? [reader.end()].compactMap(\.self) : reader.read(buffer[..<count]) {
                guard let columns else {
                    columns = try Self.columns(record, name)
                    continue
                }
                if let fault = record.fault ?? columns.fault(in: record.fields) {
                    result.faults += 1
                    report(record.line, fault)
                } else {
                    waiting.append(OutboxAdministration.Subscriber(record, columns))
                }
            }
            while waiting.count >= Self.batch || (isOver && !waiting.isEmpty) {
                try await take(Array(waiting.prefix(Self.batch)), &result, outbox)
                waiting.removeFirst(min(Self.batch, waiting.count))
            }
            progress(bytesRead)
        }
        guard columns != nil else { throw CommandError.failed("subscribers: \(name): is empty") }
        return result
    }

    private func take(
        _ subscribers: [OutboxAdministration.Subscriber], _ result: inout Result, _ outbox: OutboxAdministration
    ) async throws {
        let batch = try await outbox.takeIn(subscribers, list: list, source: source)
        result.added += batch.added
        result.known += batch.known
        result.faults += batch.faults.count
        for fault in batch.faults { report(fault.line, fault.fault) }
    }

    private static func columns(_ header: CSVReader.Record, _ name: String) throws -> SubscriberColumns {
        if let fault = header.fault {
            throw CommandError.failed(
                "subscribers: \(name): line \(header.line), which must name the columns, \(fault)")
        }
        guard let columns = SubscriberColumns(header: header.fields) else {
            throw CommandError.failed(
                "subscribers: \(name): line \(header.line): no column is called email: the first line must name the columns, "
                    + SubscriberColumns.standard.joined(separator: ","))
        }
        return columns
    }
}

extension OutboxAdministration.Subscriber {
    fileprivate init(_ record: CSVReader.Record, _ columns: SubscriberColumns) {
        self.init(
            line: record.line, email: columns.text(.email, in: record.fields),
            name: columns.text(.name, in: record.fields),
            locale: columns.text(.locale, in: record.fields), consentedAt: columns.text(.consentedAt, in: record.fields)
        )
    }
}
