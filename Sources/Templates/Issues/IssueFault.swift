import Mail

/// One fault of an issue of a newsletter, told to its editor: where it is in what they wrote, what is wrong, what mends it.
package struct IssueFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Both from 1, in characters, in the text that was looked at.
    package var line: Int
    package var column: Int
    package var fault: String
    package var mend: String

    package init(line: Int, column: Int, fault: String, mend: String) {
        self.line = line
        self.column = column
        self.fault = fault
        self.mend = mend
    }

    /// `7:12: {{nmae}} is not a field: name, salutation and city are`.
    package var description: String { "\(line):\(column): \(fault): \(mend)".onOneLine }
}
