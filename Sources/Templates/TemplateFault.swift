import Mail

/// One fault of the templates, told to the editor: where it is, what is wrong, what mends it.
package struct TemplateFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Relative to the templates' directory: `password-reset/fr/text.mustache`.
    package var file: String
    /// From 1; nil where no one line is at fault.
    package var line: Int?
    /// From 1, in characters; nil where only the line is known.
    package var column: Int?
    package var fault: String
    package var mend: String

    /// Where it is: `password-reset/fr/text.mustache:7`.
    package var place: String { file + (line.map { ":\($0)" } ?? "") + (column.map { ":\($0)" } ?? "") }

    package init(file: String, line: Int? = nil, column: Int? = nil, fault: String, mend: String) {
        self.column = column
        self.file = file
        self.line = line
        self.fault = fault
        self.mend = mend
    }

    /// `password-reset/fr/text.mustache:7: {{lnik}} is not declared: declare it in kind.yaml or mend its name`.
    package var description: String {
        "\(place): \(fault): \(mend)".onOneLine
    }
}

/// All the faults that keep the templates from being used, in the order of files and lines.
package struct TemplateFaults: Error, Sendable, Hashable, CustomStringConvertible {
    package let faults: [TemplateFault]

    /// Sorts the faults and drops the doubles: a layout's fault is met once for every kind that uses it.
    init(_ faults: some Sequence<TemplateFault>) {
        self.faults = Set(faults).sorted { ($0.file, $0.line ?? 0, $0.fault) < ($1.file, $1.line ?? 0, $1.fault) }
    }

    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
