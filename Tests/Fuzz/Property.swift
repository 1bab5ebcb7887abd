import Glibc

/// A property that holds for every input. When it doesn't, the process ends, and libFuzzer keeps the input as a file.
func require(_ holds: Bool, _ property: @autoclosure () -> String) {
    if holds { return }
    let line = Array("property: \(property())\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    abort()
}

/// Whether a text stays one line wherever it is shown.
func isOneLine(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

/// `class.subject.detail` (RFC 3463 section 2).
func isEnhancedCode(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let areNumbers = parts.allSatisfy { part in (1...3).contains(part.count) && part.allSatisfy(\.isNumber) }
    return parts.count == 3 && areNumbers && ["2", "4", "5"].contains(parts[0])
}
