/// How a locale falls back: `fr-CA` to `fr`, a language that is not there to the shop's own.
enum Locales {
    /// A language tag as folders are named: `fr-CA` for `FR-ca`, `zh-Hant` for `zh_hant` (RFC 5646 section 2.1.1), `fr-FR` for the
    /// `fr_FR.UTF-8` of POSIX. The schema has it as `facteur.canonical_locale`.
    static func canonical(_ tag: String) -> String {
        let subtags = tag.lowercased().prefix { $0 != "." && $0 != "@" }.split(whereSeparator: {
            $0 == "-" || $0 == "_"
        }).enumerated().map {
            index, subtag in
            switch subtag.utf8.count {
            case 2 where index > 0: subtag.uppercased()
            case 4 where index > 0: subtag.prefix(1).uppercased() + subtag.dropFirst()
            default: String(subtag)
            }
        }
        return subtags.joined(separator: "-")
    }

    /// The locale and what is left of it without its last subtags: `fr-Latn-CA`, `fr-Latn`, `fr` (RFC 4647 section 3.4).
    static func chain(_ locale: String) -> [String] {
        let subtags = canonical(locale).split(separator: "-")
        return subtags.indices.reversed().map { subtags[...$0].joined(separator: "-") }
    }

    /// The language without its region: `fr` of `fr-CA`.
    static func language(_ locale: String) -> String { chain(locale).last ?? "" }

    /// The best of the available locales, which are canonical: the reader's own, its language, another region of it; else the
    /// same for the locale that stands in. Nil when neither language is there.
    static func best(for reader: String, among available: some Collection<String>, else standIn: String) -> String? {
        for locale in [reader, standIn] {
            if let exact = chain(locale).first(where: { available.contains($0) }) { return exact }
            let language = language(locale)
            if let sibling = available.filter({ Self.language($0) == language }).min() { return sibling }
        }
        return nil
    }
}
