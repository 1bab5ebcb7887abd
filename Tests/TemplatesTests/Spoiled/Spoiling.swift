import Testing

/// One fault put into a copy of the sound templates, and the one sentence that tells it.
struct Spoiling: CustomTestStringConvertible {
    enum Change {
        /// Refers to every place in the file that holds the words.
        case replace(String, with: String, in: String)
        case write(String, to: String)
        case remove(String)
    }

    let name: String
    let changes: [Change]
    let fault: String

    var testDescription: String { name }

    init(_ name: String, _ changes: [Change], _ fault: String) {
        self.name = name
        self.changes = changes
        self.fault = fault
    }

    init(_ name: String, _ change: Change, _ fault: String) { self.init(name, [change], fault) }

    /// The sound templates, with this fault.
    func copy() throws -> Copy {
        let copy = try Copy(of: SpoiledTemplateTests.sound)
        for change in changes {
            switch change {
            case .replace(let words, let others, let file): try copy.replace(words, with: others, in: file)
            case .write(let text, let file): try copy.write(text, to: file)
            case .remove(let file): try copy.remove(file)
            }
        }
        return copy
    }
}
