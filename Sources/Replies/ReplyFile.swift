import LinedYAML
import Mail

/// `replies.yaml`: rows that say what servers' replies mean, each with the recorded replies that must meet this very row.
/// The file's own head explains its form.
package enum ReplyFile {
    /// The table that ships with the program, as text.
    package static let embedded = String(decoding: PackageResources.replies_yaml, as: UTF8.self)

    /// The table that ships, read once.
    package static func shipped() throws(ReplyFaults) -> ReplyTable { try readEmbedded.get() }

    private static let readEmbedded = Result { () throws(ReplyFaults) in try table(embedded, file: "replies.yaml") }

    /// Reads and tests a table. Throws all that is wrong with it.
    ///
    /// - Parameter file: How faults call it.
    package static func table(_ text: String, file: String) throws(ReplyFaults) -> ReplyTable {
        var faults = FaultList(file: file)
        let rows = read(text, &faults)
        let table = ReplyTable(rows: rows.map(\.row))
        prove(rows, table, &faults)
        guard faults.isEmpty else { throw faults.sorted }
        return table
    }

    private static func read(_ text: String, _ faults: inout FaultList) -> [ReadRow] {
        let root: YAMLNode?
        do throws(YAMLFault) { root = try YAMLNode.parsing(text) } catch {
            faults.add("is no YAML: mend the syntax near this line", at: error.line)
            return []
        }
        guard let nodes = root?.list, !nodes.isEmpty else {
            faults.add("holds no rows; allowed: a list of them, as in the table that ships", at: root?.line)
            return []
        }
        return nodes.compactMap { RowReader.read($0, &faults) }
    }

    /// Each recorded reply must meet its own row first, and no reply may meet none.
    private static func prove(_ rows: [ReadRow], _ table: ReplyTable, _ faults: inout FaultList) {
        for (index, row) in rows.enumerated() {
            for example in row.examples {
                guard let met = table.firstRow(for: example.reply, at: example.stage), met != index else { continue }
                faults.add(
                    "examples: this reply meets the row of line \(rows[met].line) first, \"\(rows[met].row.verdict.sentence)\": "
                        + "move the rows or narrow that one", at: example.line)
            }
        }
        for (name, range) in [("4xx", 400...499), ("5xx", 500...599)]
        where !rows.contains(where: { $0.row.takesAll(range) }) {
            faults.add(
                "has no row for the rest of \(name): add one, the last, with code \(name) and no other condition",
                at: nil)
        }
    }
}

/// Gathers what is wrong with one file.
struct FaultList {
    private let file: String
    private var faults: [ReplyFault] = []

    init(file: String) { self.file = file }

    var isEmpty: Bool { faults.isEmpty }
    var count: Int { faults.count }
    var sorted: ReplyFaults { ReplyFaults(faults: faults.sorted { $0.line ?? .max < $1.line ?? .max }) }

    mutating func add(_ fault: String, at line: Int?) {
        faults.append(ReplyFault(line: line, fault: fault, file: file))
    }
}
