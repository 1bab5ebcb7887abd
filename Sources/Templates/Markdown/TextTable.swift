import Mail

/// A table in a plain text: columns where they fit, else each row by its headings.
struct TextTable {
    /// The first row holds the headings.
    let rows: [[String]]
    /// For each column, whether its cells end at one place, as numbers do.
    let isRight: [Bool]

    private static let gap = "  "

    var text: String {
        let widths = isRight.indices.map { column in rows.compactMap { cell($0, column).count }.max() ?? 0 }
        let width = widths.reduce(0, +) + Self.gap.count * max(widths.count - 1, 0)
        return width <= TextLayout.width ? columns(widths) : list
    }

    private func columns(_ widths: [Int]) -> String {
        var lines = rows.map { row in
            let cells = widths.indices.map { column in
                let cell = cell(row, column)
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return isRight[column] ? padding + cell : cell + padding
            }
            return cells.joined(separator: Self.gap)
        }
        lines.insert(
            widths.map { String(repeating: "-", count: $0) }.joined(separator: Self.gap), at: min(1, lines.count))
        return lines.map { line in String(line.reversed().drop { $0 == " " }.reversed()) }.filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    private var list: String {
        let headings = rows.first ?? []
        let body = rows.count > 1 ? Array(rows.dropFirst()) : [[]]
        return body.map { row in
            let lines = isRight.indices.map { column in
                [cell(headings, column), cell(row, column)].filter { !$0.isEmpty }.joined(separator: " – ")
            }
            return lines.filter { !$0.isEmpty }.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    private func cell(_ row: [String], _ column: Int) -> String { row.indices.contains(column) ? row[column] : "" }
}
