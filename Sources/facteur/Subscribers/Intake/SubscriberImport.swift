import Mail
import Postgres

/// Takes a file of subscribers in, some thousand at a time: what is in order is kept, the rest told line by line.
struct SubscriberImport {
    /// What came of it. Each line is counted once, in `added`, `known`, `left` or `skipped`.
    struct Result: Sendable, Hashable {
        /// New on the list, subscribed or pending.
        var added = 0
        /// Were on the list already, or have left it, and stay as they are.
        var known = 0
        /// Have left, as the file says.
        var left = 0
        var skipped = 0
        /// What was told of lines.
        var faults = 0
        /// Of a check: the first readers as they were understood.
        var first: [OutboxAdministration.Subscriber] = []
    }

    private static let batch = 2_000

    let list: String
    let source: String
    /// That of moments that name none.
    var zone = Zone.paris
    /// Which further columns are kept.
    var fields = FieldChoice.none
    /// Whether nothing is written, and the result is what would be.
    var isCheck = false
    /// Told each line that was skipped, and why; and, with the first line, which columns are not read.
    let report: @Sendable (Int, String) -> Void
    /// Told how many bytes have been read.
    let progress: @Sendable (Int) -> Void

    /// Reads the descriptor's file. `name` is the file's, for errors.
    func run(_ descriptor: Int32, name: String, into outbox: OutboxAdministration) async throws -> Result {
        let file = try SubscriberFile(descriptor, name: name)
        try file.survey()
        let (columns, headerLine) = try file.columns(keeping: fields)
        for remark in Self.remarks(columns) { report(headerLine, remark) }
        var result = Result()
        var forecast = SubscriberForecast()
        var text = try file.text()
        var reader = CSVReader()
        var waiting: [OutboxAdministration.Subscriber] = []
        var isOver = false
        while !isOver {
            let piece = try text.next()
            isOver = piece == nil
            let records = if let piece { reader.read(piece) } else { reader.end() }
            for record in records where record.line > headerLine && !record.isBlank {
                waiting += read(record, columns, &result)
            }
            while waiting.count >= Self.batch || (isOver && !waiting.isEmpty) {
                let subscribers = Array(waiting.prefix(Self.batch))
                waiting.removeFirst(subscribers.count)
                add(try await intake(of: subscribers, &forecast, outbox), to: &result)
            }
            progress(text.position)
        }
        result.first = forecast.first
        return result
    }

    private func intake(
        of subscribers: [OutboxAdministration.Subscriber], _ forecast: inout SubscriberForecast,
        _ outbox: OutboxAdministration
    ) async throws -> OutboxAdministration.Intake {
        guard isCheck else { return try await outbox.takeIn(subscribers, list: list, source: source) }
        let rows = try await outbox.check(subscribers, list: list, source: source)
        return forecast.take(rows, of: subscribers)
    }

    /// The subscriber of a line, if there is one, and what is told of it.
    private func read(
        _ record: CSVReader.Record, _ columns: SubscriberColumns, _ result: inout Result
    ) -> [OutboxAdministration.Subscriber] {
        let line = SubscriberLine(record, columns, zone)
        if let fault = line.fault {
            result.faults += 1
            report(record.line, fault)
        }
        guard let subscriber = line.subscriber else {
            result.skipped += 1
            return []
        }
        return [subscriber]
    }

    private func add(_ intake: OutboxAdministration.Intake, to result: inout Result) {
        result.added += intake.added
        result.known += intake.known
        result.left += intake.left
        result.skipped += intake.skipped
        result.faults += intake.faults.count
        for fault in intake.faults { report(fault.line, fault.fault) }
    }

    /// What is said once of a file: what of it is not read.
    private static func remarks(_ columns: SubscriberColumns) -> [String] {
        let ignored = columns.ignored
        guard !ignored.isEmpty else { return [] }
        let list = ignored.map { $0.shown(atMost: 60) }.joined(separator: ", ")
        var remarks = [
            "columns that are not read: \(list): --fields all keeps them for {{placeholders}} of issues, or name some of them"
        ]
        if !columns.has(.consentedAt), let date = ignored.first(where: { FoldedWord($0) == "date" }) {
            remarks.append("column \(date) is not taken for the moment of consent: call it consented_at if it is")
        }
        return remarks
    }
}
