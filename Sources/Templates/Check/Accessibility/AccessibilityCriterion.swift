/// A rendered letter as those get it who hear it, enlarge it, or see no colours.
struct AccessibleLetter {
    let view: MarkupView
    let tree: MarkupTree
    let language: String
    let subject: String

    init(view: MarkupView, language: String, subject: String) {
        self.view = view
        self.language = language
        self.subject = subject
        tree = MarkupTree(view)
    }
}

/// What keeps somebody from a part of a letter.
struct AccessibilityFinding {
    /// Where it is in the HTML part.
    var index: Int
    var fault: String
    var mend: String
    /// The same in French, for the report.
    var french: String
}

/// A criterion of the RGAA 4.1.2 that a program can try on a mail, and the clause of EN 301 549 (V3.2.1, documents that are no web
/// pages: chapter 10) that it is taken from.
package struct AccessibilityCriterion: Sendable {
    /// `6.1`.
    package let number: String
    /// `10.2.4.4`.
    package let clause: String
    /// In French, as a declaration of accessibility names it.
    package let title: String
    /// What a letter lacks; nil where it has nothing that the criterion is about.
    let findings: @Sendable (AccessibleLetter) -> [AccessibilityFinding]?

    init(
        _ number: String, _ clause: String, _ title: String,
        _ findings: @escaping @Sendable (AccessibleLetter) -> [AccessibilityFinding]?
    ) {
        self.number = number
        self.clause = clause
        self.title = title
        self.findings = findings
    }
}
