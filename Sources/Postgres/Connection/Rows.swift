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
        let fields = FieldNames(raw)
        for index in 0..<count { elements.append(try read(Row(raw: raw, index: Int32(index), fields: fields))) }
        return elements
    }

    /// One row, for as long as its result lives: it never leaves the closure that it is given to.
    struct Row {
        fileprivate let raw: OpaquePointer
        fileprivate let index: Int32
        fileprivate let fields: FieldNames

        /// The value of the named field as text; nil for NULL and for a field that the statement does not return.
        func text(_ name: String) -> String? {
            guard let field = fields.number(of: name), PQgetisnull(raw, index, field) == 0 else { return nil }
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
        func integer(_ name: String) throws(OutboxError) -> Int64 {
            guard let value = optionalInteger(name) else { return try required(name) { Int64($0) } }
            return value
        }
        func flag(_ name: String) -> Bool { text(name) == "t" }
        func message(_ name: String) throws(OutboxError) -> MessageID { try required(name) { MessageID($0) } }

        /// A field selected as whole microseconds: statements say `extract(epoch from …) * 1000000` cast to bigint.
        func timestamp(_ name: String) throws(OutboxError) -> Timestamp {
            Timestamp(microseconds: try integer(name))
        }

        /// As `timestamp`, nil for NULL.
        func optionalTimestamp(_ name: String) -> Timestamp? {
            optionalInteger(name).map(Timestamp.init(microseconds:))
        }

        /// As `timestamp`, for an interval.
        func duration(_ name: String) throws(OutboxError) -> Duration { .microseconds(try integer(name)) }

        /// As `duration`, nil for NULL.
        func optionalDuration(_ name: String) -> Duration? {
            optionalInteger(name).map { .microseconds($0) }
        }

        /// A whole number, read without a string between; nil for NULL, for a field that is not there, and for anything else.
        private func optionalInteger(_ name: String) -> Int64? {
            guard let field = fields.number(of: name), PQgetisnull(raw, index, field) == 0,
                let value = PQgetvalue(raw, index, field)
            else { return nil }
            let bytes = UnsafeBufferPointer(start: value, count: Int(PQgetlength(raw, index, field)))
            let isNegative = bytes.first == CChar(bitPattern: UInt8(ascii: "-"))
            // As many digits as surely fit.
            guard (1...18).contains(bytes.count - (isNegative ? 1 : 0)) else { return text(name).flatMap { Int64($0) } }
            var number: Int64 = 0
            for byte in isNegative ? bytes.dropFirst() : bytes[...] {
                let digit = byte &- CChar(bitPattern: UInt8(ascii: "0"))
                guard (0...9).contains(digit) else { return nil }
                number = number * 10 + Int64(digit)
            }
            return isNegative ? -number : number
        }
    }
}

/// The names of a result's fields, read once for all rows: libpq reads a name anew each time. Used by one thread.
private final class FieldNames {
    private let names: [String]
    /// Whoever reads a row asks for its fields in their order, as a rule: the one behind the last is looked at first.
    private var next = 0

    init(_ raw: OpaquePointer) { names = (0..<PQnfields(raw)).map { String(cString: PQfname(raw, $0)) } }

    /// nil where there is no such field.
    func number(of name: String) -> Int32? {
        if next < names.count, names[next] == name {
            defer { next += 1 }
            return Int32(next)
        }
        guard let found = names.firstIndex(of: name) else { return nil }
        next = found + 1
        return Int32(found)
    }
}
