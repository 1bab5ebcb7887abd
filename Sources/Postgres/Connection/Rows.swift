import CPostgres
import Mail

/// The rows of one result, freed with their owner.
struct Rows: ~Copyable {
    private let raw: OpaquePointer
    let count: Int

    init(owning raw: OpaquePointer) {
        self.raw = raw
        count = Int(PQntuples(raw))
    }

    deinit { PQclear(raw) }

    /// How many rows the statement touched, when it returned none.
    var affected: Int { Int(String(cString: PQcmdTuples(raw))) ?? 0 }

    /// The value as text; nil for NULL. Fields are counted from 0 in the order of the statement.
    func text(_ row: Int, _ field: Int) -> String? {
        guard PQgetisnull(raw, Int32(row), Int32(field)) == 0 else { return nil }
        return String(cString: PQgetvalue(raw, Int32(row), Int32(field)))
    }

    /// Makes one value of each row. A value that does not read as its type is a fault of the statement, said once.
    func map<Element>(_ read: (Row) throws(OutboxError) -> Element) throws(OutboxError) -> [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(count)
        guard count > 0 else { return [] }
        let fields = self.fields
        for index in 0..<count { elements.append(try read(Row(raw: raw, index: Int32(index), fields: fields))) }
        return elements
    }

    /// Looked up once for all rows: libpq reads a name anew each time.
    private var fields: [String: Int32] {
        let names = (0..<PQnfields(raw)).map { (String(cString: PQfname(raw, $0)), $0) }
        // Of two with one name the first counts, as with libpq.
        return Dictionary(names) { first, _ in first }
    }

    /// One row, for as long as its result lives: it never leaves the closure that it is given to.
    struct Row {
        fileprivate let raw: OpaquePointer
        fileprivate let index: Int32
        fileprivate let fields: [String: Int32]

        /// The value of the named field as text; nil for NULL and for a field that the statement does not return.
        func text(_ name: String) -> String? {
            guard let field = fields[name], PQgetisnull(raw, index, field) == 0 else { return nil }
            return String(cString: PQgetvalue(raw, index, field))
        }

        /// The value of a field that cannot be NULL, read as its type.
        func required<Read>(_ name: String, _ read: (String) -> Read?) throws(OutboxError) -> Read {
            guard let value = text(name).flatMap(read) else {
                throw .statement("database: field \(name) is missing or has an unexpected form: run `facteur doctor`")
            }
            return value
        }

        func string(_ name: String) throws(OutboxError) -> String { try required(name) { $0 } }
        func integer(_ name: String) throws(OutboxError) -> Int64 { try required(name) { Int64($0) } }
        func flag(_ name: String) -> Bool { text(name) == "t" }
        func message(_ name: String) throws(OutboxError) -> MessageID { try required(name) { MessageID($0) } }

        /// A field selected as whole microseconds: statements say `extract(epoch from …) * 1000000` cast to bigint.
        func timestamp(_ name: String) throws(OutboxError) -> Timestamp {
            Timestamp(microseconds: try integer(name))
        }

        /// As `timestamp`, nil for NULL.
        func optionalTimestamp(_ name: String) -> Timestamp? {
            text(name).flatMap(Int64.init).map(Timestamp.init(microseconds:))
        }

        /// As `timestamp`, for an interval.
        func duration(_ name: String) throws(OutboxError) -> Duration { .microseconds(try integer(name)) }

        /// As `duration`, nil for NULL.
        func optionalDuration(_ name: String) -> Duration? {
            text(name).flatMap(Int64.init).map { .microseconds($0) }
        }
    }
}
