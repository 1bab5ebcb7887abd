import Mail

@testable import Templates

/// An issue without a fault, and what is read and told of one.
enum SampleIssue {
    static let french = """
        ---
        list: lettre
        subject: Les tasses sont de retour
        preheader: Trois couleurs, et une date à retenir pour les fêtes.
        send_at: 2026-12-01 09:00
        ---
        Elles vous attendent **à l’atelier**.

        - bleu de Lyon
        - ocre

        [Voir les tasses](https://www.boutique.example/tasses)

        """

    /// The same with its words in English.
    static let bilingual =
        french + """

            === en
            ---
            subject: The cups are back
            preheader: Three colours, and a date to remember for the holidays.
            ---
            They await you **at the workshop**.

            [See the cups](https://www.boutique.example/en/tasses)

            """

    /// 23 November 2026, 14:05 in Paris.
    static let now = Timestamp(seconds: 1_795_439_100)

    /// Reads `lettre.md` with the files beside it.
    static func issue(_ text: String, beside files: [String: String] = [:]) -> IssueFile {
        let siblings = files.keys.sorted().filter { $0.hasPrefix("lettre.") && $0.hasSuffix(".md") }.map { path in
            (tag: String(path.dropFirst("lettre.".count).dropLast(".md".count)), path: path)
        }
        return IssueFileReader.issue("lettre.md", siblings: siblings) { $0 == "lettre.md" ? text : files[$0] }
    }

    /// What the check says of it, a line each.
    static func faults(_ text: String, beside files: [String: String] = [:]) -> [String] {
        IssueFileCheck.faults(of: issue(text, beside: files), standard: "fr", zone: .paris, now: now)
            .map(\.description)
    }
}
