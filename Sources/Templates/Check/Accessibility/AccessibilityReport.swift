import Mail

/// What a shop's declaration of accessibility needs to say of its mails, in French: each criterion, its result, and where it fails.
package struct AccessibilityReport: Sendable {
    package enum Form: String, Sendable, CaseIterable {
        case markdown = "md"
        case html
    }

    private let review: AccessibilityReview
    private let shop: String
    /// `23 novembre 2026`.
    private let date: String

    /// - Parameters:
    ///   - shop: Whose mails these are.
    ///   - date: When they were looked at, as a sentence says it.
    package init(_ review: AccessibilityReview, of shop: String, on date: String) {
        self.review = review
        self.shop = shop
        self.date = date
    }

    package func text(as form: Form) -> String { form == .html ? html : markdown }

    private var title: String { "Accessibilité des messages de \(shop)" }

    private var introduction: String {
        let kinds = Set(review.editions.map(\.kind)).count
        return
            "\(review.editions.count) messages (\(kinds) types, dans chaque langue) examinés le \(date) par un programme, avec leurs "
            + "valeurs d’exemple, avec les plus longues et avec les seules obligatoires, selon le RGAA 4.1.2 et la norme EN 301 549 "
            + "(V3.2.1, chapitre 10)."
    }

    private var summary: String {
        let applicable = review.results.filter { !$0.applicable.isEmpty }
        let sound = applicable.count { $0.failing.isEmpty }
        return "Critères respectés\u{A0}: \(sound) sur les \(applicable.count) qui s’appliquent."
    }

    private static let remainder = "Ce qu’une personne doit encore vérifier\u{A0}:"

    private func word(_ result: AccessibilityReview.Result) -> String {
        if result.applicable.isEmpty { return "Non applicable" }
        return result.failing.isEmpty ? "Conforme" : "Non conforme"
    }

    private func place(_ result: AccessibilityReview.Result) -> String {
        guard !result.failing.isEmpty else {
            return result.applicable.isEmpty ? "" : "\(result.applicable.count) messages"
        }
        return "\(result.failing.count) messages sur \(result.applicable.count)"
    }

    private func line(_ fault: AccessibilityReview.Fault) -> String {
        "\(fault.french) (\(fault.fault.file)\(fault.fault.line.map { ", ligne \($0)" } ?? ""), par exemple dans \(fault.edition.kind), \(fault.edition.locale))"
    }

    private var markdown: String {
        var lines = ["# \(title)", "", introduction, "", summary, ""]
        lines += ["| Critère RGAA | EN 301 549 | Intitulé | Résultat | Où |", "| --- | --- | --- | --- | --- |"]
        lines += review.results.map { result in
            "| \(result.criterion.number) | \(result.criterion.clause) | \(result.criterion.title) | \(word(result)) | \(place(result)) |"
        }
        for result in review.results where !result.faults.isEmpty {
            lines += ["", "## \(result.criterion.number) \(result.criterion.title)", ""]
            lines += result.faults.map { "- \(line($0))" }
        }
        lines += ["", "## À vérifier", "", Self.remainder, ""] + AccessibilityCriterion.forPeople.map { "- \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private var html: String {
        let rows = review.results.map { result in
            let cells = [result.criterion.clause, result.criterion.title, word(result), place(result)]
            return "<tr><th scope=\"row\">\(result.criterion.number)</th>"
                + cells.map { "<td>\(HTMLText.escaped($0))</td>" }.joined() + "</tr>"
        }
        let headings = ["Critère RGAA", "EN 301 549", "Intitulé", "Résultat", "Où"]
        let faults = review.results.filter { !$0.faults.isEmpty }.map { result in
            "<h2>\(result.criterion.number) \(HTMLText.escaped(result.criterion.title))</h2>\n"
                + Self.list(result.faults.map(line))
        }
        let head = """
            <!DOCTYPE html>
            <html lang="fr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(HTMLText.escaped(title))</title>
            <style>
            body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Arial, Helvetica, sans-serif; }
            table { border-collapse: collapse; }
            caption, th, td { text-align: left; vertical-align: top; padding: .4rem 1rem .4rem 0; border-bottom: 1px solid #8a8f98; }
            </style>
            </head>
            <body>
            <h1>\(HTMLText.escaped(title))</h1>
            <p>\(HTMLText.escaped(introduction))</p>
            <p>\(HTMLText.escaped(summary))</p>
            <table>
            <caption>Résultat de chaque critère</caption>
            <tr>\(headings.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr>
            """
        let foot = [
            "</table>", faults.joined(separator: "\n"), "<h2>À vérifier</h2>", "<p>\(Self.remainder)</p>",
            Self.list(AccessibilityCriterion.forPeople), "</body>", "</html>",
        ]
        return ([head] + rows + foot.filter { !$0.isEmpty }).joined(separator: "\n") + "\n"
    }

    private static func list(_ items: [String]) -> String {
        "<ul>\n" + items.map { "<li>\(HTMLText.escaped($0))</li>" }.joined(separator: "\n") + "\n</ul>"
    }
}
