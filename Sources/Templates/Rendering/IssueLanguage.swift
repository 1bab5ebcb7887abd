/// Which words of an issue a reader gets, and which frame around them: both in one language, always.
struct IssueLanguage: Sendable, Hashable {
    /// The key of the words; empty for an issue in one language.
    let words: String
    /// The locale of the frame, in the reader's own region where that has the language of the words.
    let frame: String

    /// Chooses among the tags of an issue and the locales of the templates; an issue without tags is in the shop's own language,
    /// `standard`. Nil when the templates have none of the issue's languages.
    init?(
        reader: String, words: some Collection<String>, frames: some Collection<String>, standard: String
    ) {
        func frame(for tag: String) -> String? {
            let tag = tag.isEmpty ? standard : tag
            let candidates = frames.filter { Locales.language($0) == Locales.language(tag) }
            return Locales.best(for: reader, among: candidates, else: tag)
        }
        let framed = words.filter { frame(for: $0) != nil }
        guard let words = Locales.best(for: reader, among: framed, else: standard) ?? framed.min(),
            let frame = frame(for: words)
        else { return nil }
        self.words = words
        self.frame = frame
    }
}
