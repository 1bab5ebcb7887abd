import FoundationEssentials
import Mail
import Testing

@testable import Templates

@Suite("Accessibility of letters")
struct AccessibilityTests {
    private static let frame = "layouts/frame.html.mustache"
    private static let order = "order-confirmed/fr/html.mustache"

    private static func review(_ directory: String) -> AccessibilityReview {
        AccessibilityReview(directory: directory, shop: Shop.settings, webPublicURL: Shop.webPublicURL)
    }

    private static func copy() throws -> Copy {
        let copy = try Copy()
        for folder in try copy.folders() where folder != "layouts" && folder != "order-confirmed" {
            try copy.remove(folder)
        }
        return copy
    }

    @Test("The letters that ship have no fault, in any kind and locale, and nearly every criterion is tried")
    func shipped() throws {
        let review = Self.review(Shop.shipped)
        #expect(review.faults.map(\.description) == [])
        #expect(review.editions.count == GoldenTests.kinds.count * GoldenTests.locales.count)
        // Nothing moves in them.
        #expect(review.results.filter { $0.applicable.isEmpty }.map(\.criterion.number) == ["13.8"])
    }

    /// What is written in place of what, in which file, and the criterion that tells it.
    static let spoilings: [(words: String, others: String, file: String, criterion: String)] = [
        (#" alt="{{shop.name}}""#, "", frame, "1.1"),
        (#"alt="{{shop.name}}""#, #"alt="logo.png""#, frame, "1.3"),
        (#"alt="{{shop.name}}""#, #"alt="Image""#, frame, "1.3"),
        ("text-decoration:underline;", "text-decoration:none;", "layouts/fr/legal.html.mustache", "3.1"),
        ("color:#535b61;text-align", "color:#8a9299;text-align", frame, "3.2"),
        (#"<th scope="row" "#, "<th ", "layouts/row.html.mustache", "5.7"),
        ("<table style=", #"<table role="presentation" style="#, "layouts/table.html.mustache", "5.8"),
        (#"<table role="presentation" class="ground""#, #"<table class="ground""#, frame, "5.7"),
        ("Suivre ma commande", "Cliquez ici", order, "6.1"),
        ("Suivre ma commande", "En savoir plus\u{A0}›", order, "6.1"),
        ("Suivre ma commande", "&nbsp;", order, "6.2"),
        ("<!DOCTYPE html>\n", "", frame, "8.1"),
        ("</div>\n</body>", "</body>", frame, "8.2"),
        (
            #"<table role="presentation" class="ground""#, #"<table role="presentation" id="body" class="ground""#,
            frame, "8.2"
        ),
        (#"<html lang="{{language}}""#, "<html", frame, "8.3"),
        (#" lang="{{language}}" dir="ltr">"#, ">", frame, "8.3"),
        (#"<html lang="{{language}}""#, #"<html lang="de""#, frame, "8.4"),
        ("<title>{{subject}}</title>", "<title></title>", frame, "8.5"),
        ("<title>{{subject}}</title>", "<title>E-mail</title>", frame, "8.6"),
        ("{{<title.html}}", "<p></p>{{<title.html}}", order, "8.9"),
        ("<h1 ", "<h2 ", "layouts/heading.html.mustache", "9.1"),
        ("<h2 ", "<h3 ", "layouts/title.html.mustache", "9.1"),
        ("<h2 ", "<h1 ", "layouts/title.html.mustache", "9.1"),
        ("{{<title.html}}", "<p>- Une tasse</p>{{<title.html}}", order, "9.3"),
        ("{{<title.html}}", "<ul><p>Une tasse</p></ul>{{<title.html}}", order, "9.3"),
        ("{{<title.html}}", "<p><font>Une tasse</font></p>{{<title.html}}", order, "10.1"),
        ("{{<title.html}}", #"<p align="center">Une tasse</p>{{<title.html}}"#, order, "10.1"),
        ("{{<title.html}}", #"<p style="position: absolute;">Une tasse</p>{{<title.html}}"#, order, "10.3"),
        (
            "{{<title.html}}", #"<table dir="rtl" role="presentation"><tr><td>b</td></tr></table>{{<title.html}}"#,
            order, "10.3"
        ),
        ("initial-scale=1", "initial-scale=1, user-scalable=no", frame, "10.4"),
        ("width:100%;max-width:600px;", "width:600px;", frame, "10.11"),
        ("<td class=\"button\"", "<td tabindex=\"2\" class=\"button\"", "layouts/button.html.mustache", "12.8"),
        ("{{<title.html}}", "<marquee>Soldes</marquee>{{<title.html}}", order, "13.8"),
    ]

    @Test(
        "What keeps somebody from a part of a letter is told with its criterion, its clause and its line",
        arguments: spoilings)
    func spoiled(words: String, others: String, file: String, criterion: String) throws {
        let copy = try Self.copy()
        try copy.replace(words, with: others, in: file)
        let review = Self.review(copy.directory)
        let known = try #require(AccessibilityCriterion.all.first { $0.number == criterion })
        let told = review.faults.filter { $0.fault.hasPrefix("RGAA \(criterion), EN 301 549 \(known.clause): ") }
        #expect(!told.isEmpty, "\(review.faults)")
        #expect(told.allSatisfy { $0.line != nil && !$0.mend.isEmpty })
        let result = try #require(review.results.first { $0.criterion.number == criterion })
        #expect(!result.failing.isEmpty)
    }

    @Test("The criteria are in order, each once, and every one has a case that fails it")
    func criteria() {
        let numbers = AccessibilityCriterion.all.map(\.number)
        #expect(Set(numbers).count == numbers.count)
        let places = numbers.map { $0.split(separator: ".").compactMap { Int($0) } }
        #expect(zip(places, places.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
        #expect(Set(numbers) == Set(Self.spoilings.map(\.criterion)))
    }

    @Test(
        "The report says in French what came of each criterion and where, as Markdown and as a page that has no fault itself"
    )
    func report() throws {
        let copy = try Self.copy()
        try copy.replace("Suivre ma commande", with: "Cliquez ici", in: Self.order)
        let report = AccessibilityReport(Self.review(copy.directory), of: "L’Œuf & fils", on: "lundi 23 novembre 2026")
        let markdown = report.text(as: .markdown)
        #expect(markdown.hasPrefix("# Accessibilité des messages de L’Œuf & fils\n"))
        #expect(markdown.contains("| 6.1 | 10.2.4.4 | Chaque lien est explicite. | Non conforme | "))
        #expect(
            markdown.contains(
                "| 1.1 | 10.1.1.1 | Chaque image porteuse d’information a une alternative textuelle. | Conforme | "))
        #expect(
            markdown.contains(
                "| 13.8 | 10.2.2.2 | Aucun contenu n’est en mouvement sans que l’on puisse l’arrêter. | Non applicable |  |"
            ))
        #expect(
            markdown.contains(
                "- un lien dit seulement «\u{A0}Cliquez ici\u{A0}» (\(Self.order), ligne 8, par exemple dans order-confirmed, fr"
            ))
        let html = report.text(as: .html)
        #expect(html.contains("<h1>Accessibilité des messages de L’Œuf &amp; fils</h1>"))
        var traced = TracedText(file: "report.html", origins: [])
        for scalar in html.unicodeScalars { traced.append(scalar, from: 0) }
        let page = AccessibleLetter(
            view: MarkupView(traced), language: "fr", subject: "Accessibilité des messages de L’Œuf & fils")
        for criterion in AccessibilityCriterion.all where criterion.number != "8.3" {
            #expect((criterion.findings(page) ?? []).map(\.fault) == [], "\(criterion.number)")
        }
        for line in markdown.split(separator: "\n") {
            let faults = TypographyRules.faults(in: Array(line.unicodeScalars), language: "fr")
            #expect(faults.filter { !$0.fault.contains("hyphen") }.map(\.fault) == [], "\(line)")
        }
    }
}
