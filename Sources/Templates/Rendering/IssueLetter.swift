import Mail
import Synchronization

/// An issue of a newsletter in one language, rendered once, with places for what differs between its recipients.
struct IssueLetter: Sendable {
    let form: FormLetter
    /// What stands in the form's places, by their numbers.
    let values: [IssueValue]

    /// One reader's values.
    func texts(for reader: IssueReader) -> [String] { values.map { $0.text(for: reader) } }
}

/// The letters of an issue in one language: one for each way in which its sections go on and off.
final class IssueLetters: Sendable {
    /// How its frame greets.
    let language: Language
    /// Whether readers' fields are asked for.
    let usesFields: Bool
    private let sections: [String]
    private let plain: IssueLetter?
    private let letters = Mutex<[Set<String>: IssueLetter]>([:])
    /// The checks let in as many as eight names, of which readers differ by few.
    private static let most = 64

    /// `make` renders the letter for the readers of whom these names say something.
    init(
        _ content: IssueContent, language: Language, make: (Set<String>) throws(RenderFault) -> IssueLetter
    ) throws(RenderFault) {
        self.language = language
        sections = content.sections
        usesFields = content.usesFields
        plain = try sections.isEmpty ? make([]) : nil
    }

    /// The letter for a reader. Two callers may both make it the first time.
    func letter(
        for reader: IssueReader, make: (Set<String>) throws(RenderFault) -> IssueLetter
    ) throws(RenderFault) -> IssueLetter {
        if let plain { return plain }
        let said = Set(sections.filter(reader.has))
        if let known = letters.withLock({ $0[said] }) { return known }
        let letter = try make(said)
        letters.withLock { letters in
            if letters.count >= Self.most { letters = [:] }
            letters[said] = letter
        }
        return letter
    }
}
