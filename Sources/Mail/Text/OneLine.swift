extension String {
    /// The same text on one line: each control character and line separator is a space. For faults that repeat a word of a file, which
    /// may hold anything.
    package var onOneLine: String {
        let scalars = unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: " "
            default: scalar
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
