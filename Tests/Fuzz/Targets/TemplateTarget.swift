import Mail

@testable import Templates

/// Any bytes for a kind's file and its parts: faults are single lines that name their file, and what passes the check renders every
/// value escaped.
func checkTemplate(_ input: [UInt8]) {
    let texts = Choices.texts(input, count: 4)
    var reader = KindReader(file: "kind/kind.yaml")
    let kind = reader.kind(named: "kind", from: Source(file: "kind/kind.yaml", text: texts[0]), locales: ["fr"])
    require((kind == nil) == !reader.faults.isEmpty, "a kind is refused with a reason")
    check(reader.faults)
    checkParts(kind ?? standard, subject: texts[1], text: texts[2], html: texts[3])
}

private func checkParts(_ kind: TemplateKind, subject: String, text: String, html: String) {
    var folder = TemplateFolder.KindFolder(name: "kind")
    folder.locales["fr"] = [
        .subject: Source(file: "kind/fr/subject.mustache", text: subject),
        .text: Source(file: "kind/fr/text.mustache", text: text),
        .html: Source(file: "kind/fr/html.mustache", text: html),
    ]
    let layouts = ["": ["frame.html": Source(file: "layouts/frame.html.mustache", text: "<b>{{$body}}{{/body}}</b>")]]
    var faults: [TemplateFault] = []
    let edition = Edition(
        folder, kind: kind, locale: "fr", layoutSet: LayoutSet(layouts, locale: "fr"), faults: &faults)
    require((edition == nil) == !faults.isEmpty, "a part is refused with a reason")
    check(faults)
    guard let edition, let page = edition.html else { return }
    // Another quote or bracket than these can only be the template's own.
    let hostile = "\u{1D11E}<\"'&>\u{1D11E}"
    var values: [String: any Sendable] = ["salutation": hostile, "recipient": hostile, "language": hostile]
    for parameter in kind.definition.parameters {
        values[parameter.name] = value(of: parameter, hostile)
    }
    values["subject"] = edition.subject.render(values)
    require(!page.render(values).contains(hostile), "a value is escaped")
    _ = edition.text.render(values)
}

private func value(of parameter: ParameterDefinition, _ hostile: String) -> any Sendable {
    switch parameter.type {
    case .list where parameter.isListOfObjects:
        [Dictionary(parameter.fields.map { ($0.name, value(of: $0, hostile)) }) { first, _ in first }]
    case .list: [hostile]
    case .boolean: true
    case .enumeration: Engine.Choice(word: parameter.values.first ?? "", text: hostile)
    default: hostile
    }
}

private func check(_ faults: [TemplateFault]) {
    for fault in faults {
        require(isOneLine(fault.description), "a fault is one line: \(fault.description)")
        require(fault.line.map { $0 > 0 } ?? true, "a line counts from one")
    }
}

private let standard = TemplateKind(
    definition: KindDefinition(
        name: "kind", lane: .transactional,
        parameters: [
            ParameterDefinition(name: "link", type: .url, isRequired: true, isSecret: true),
            ParameterDefinition(name: "list", type: .list, isRequired: false, isSecret: false),
        ], retry: nil, expiresAfter: .seconds(60), inDoubt: .hold, locales: ["fr"]),
    description: "a kind", sampleParameters: "{}", sampleContent: nil)
