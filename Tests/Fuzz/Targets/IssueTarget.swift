import Mail

@testable import Templates

/// Any bytes for an issue's HTML: faults are single lines with their places, what holds no tag stays as it is, and a reader's value never ends
/// what it stands in.
func checkIssue(_ input: [UInt8]) {
    let html = String(decoding: input, as: UTF8.self)
    let faults = IssueHTML.faults(in: html) + IssuePlaceholders.faults(in: html, fields: ["city"])
    for fault in faults {
        require(isOneLine(fault.description), "a fault is one line: \(fault)")
        require(fault.line > 0 && fault.column > 0, "a place counts from one")
    }
    let source = IssueSource(html)
    var marks = IssueMarks(avoiding: [html])
    let filled = source.text(where: { _ in true }) { marks.mark($0) }
    var placement = IssuePlacement(marks, viewLink: "https://lettres.example/archive/a", campaign: .none)
    guard let placed = try? placement.html(filled) else { return }
    if source.tags.isEmpty { require(placed == filled, "what holds no tag stays as it is") }
    // Another quote or bracket than these can only be the editor's own.
    let hostile = "\u{1D11E}<\"'&>\u{1D11E}"
    let reader = IssueReader(
        salutation: hostile, recipient: hostile, name: hostile, unsubscribeLink: "https://lettres.example/d/a",
        fields: .none)
    let form = FormLetter(
        subject: Placeholders.mergeText("a"), text: Placeholders.mergeText("a"),
        html: Placeholders.mergeText(placed, escaping: .markup), language: "fr", list: nil)
    let letter = Letter(form, values: placement.values.all.map { $0.text(for: reader) })
    require(html.contains(hostile) || letter.html?.contains(hostile) != true, "a value is escaped")
}
