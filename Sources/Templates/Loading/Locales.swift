/// How a locale falls back: `fr-CA` to `fr`, what is unknown to the default.
enum Locales {
    static let standard = "fr"

    /// The locale and what is left of it without its last subtags: `fr-Latn-CA`, `fr-Latn`, `fr` (RFC 4647 section 3.4).
    static func chain(_ locale: String) -> [String] {
        let subtags = locale.split(separator: "-")
        return subtags.indices.reversed().map { subtags[...$0].joined(separator: "-") }
    }

    /// The best of the available locales for a reader, in the spelling of its folder.
    static func best(for locale: String, among available: some Collection<String>) -> String {
        for candidate in chain(locale) {
            if let match = available.first(where: { $0.lowercased() == candidate.lowercased() }) { return match }
        }
        return standard
    }
}
