/// Words of a report as an operator may read them.
package enum ReportWords {
    /// On one line, without control characters and signs that turn the direction of writing, at most 512 characters.
    package static func line(_ text: some StringProtocol) -> String {
        var line = String.UnicodeScalarView()
        var isSpace = true
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .spaceSeparator:
                if !isSpace { line.append(" ") }
                isSpace = true
            default:
                line.append(scalar)
                isSpace = false
            }
            if line.count >= 512 { break }
        }
        if line.last == " " { line.removeLast() }
        return String(line)
    }
}
