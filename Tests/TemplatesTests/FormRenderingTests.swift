import Mail
import Testing

@testable import Templates

@Suite("A letter from a form", .timeLimit(.minutes(5)))
struct FormRenderingTests {
    /// What values are made of: what an engine, an escaper and a layout could take for something of their own.
    private static let pieces = [
        "Camille", "é", "mot ", " ", ".", "- ", "> ", "<b>", "&amp;", "\"", "'", "{{shop.name}}", "{{/a}}", "日本語", "🎁",
        "e\u{301}", "\u{301}", "\u{A0}", "\u{202F}!", "$1", "\\", String(repeating: "très long ", count: 15),
        String(repeating: "x", count: 90),
    ]

    private static func text(_ random: inout some RandomNumberGenerator) -> String {
        (0..<Int.random(in: 0...4, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }

    /// A value of a parameter, as JSON.
    private static func value(
        of definition: ParameterDefinition, _ random: inout some RandomNumberGenerator
    ) -> String {
        switch definition.type {
        case .string: JSONText.string("V" + text(&random))
        case .text:
            JSONText.string(
                "V"
                    + (0..<Int.random(in: 1...4, using: &random)).map { _ in text(&random) }
                    .joined(separator: Bool.random(using: &random) ? "\n" : "\r\n"))
        case .url: JSONText.string("https://a.example/r?jeton=a&b=\(Int.random(in: 0...999_999, using: &random))'")
        case .email: JSONText.string("a+\(Int.random(in: 0...99, using: &random))@b.example")
        case .datetime: JSONText.string("2026-\(Int.random(in: 10...12, using: &random))-01T13:05:00Z")
        case .date: JSONText.string("2026-1\(Int.random(in: 0...2, using: &random))-01")
        case .integer: "\(Int.random(in: -1_000_000...1_000_000, using: &random))"
        case .number, .percentage:
            "\(Int.random(in: -100_000...100_000, using: &random)).\(Int.random(in: 0...99, using: &random))"
        case .amount:
            #"{"cents": \#(Int.random(in: -1_000_000...1_000_000, using: &random)), "currency": "\#(["EUR", "CAD", "CHF", "JPY", "TND"].randomElement(using: &random) ?? "EUR")"}"#
        case .boolean: Bool.random(using: &random) ? "true" : "false"
        case .enumeration: JSONText.string(definition.values.randomElement(using: &random) ?? "")
        case .list:
            "["
                + (0..<Int.random(in: 1...4, using: &random)).map { _ in
                    definition.isListOfObjects ? object(of: definition.fields, &random) : JSONText.string(text(&random))
                }
                .joined(separator: ", ") + "]"
        }
    }

    private static func object(
        of definitions: [ParameterDefinition], _ random: inout some RandomNumberGenerator
    ) -> String {
        let given = definitions.filter { $0.isRequired || Bool.random(using: &random) }
        let members = given.map { "\(JSONText.string($0.name)): \(value(of: $0, &random))" }
        return "{" + members.shuffled(using: &random).joined(separator: ", ") + "}"
    }

    private static func claimed(
        _ definition: KindDefinition, _ random: inout some RandomNumberGenerator
    ) throws -> Claimed {
        let names = [nil, "Camille", "Zoé L’Œuf", "D'Arc", "e\u{301}ric", "<b>", text(&random)]
        return try Claims.message(
            definition.name, object(of: definition.parameters, &random),
            name: names.randomElement(using: &random) ?? nil,
            locale: ["fr-FR", "fr-CA", "fr-CH", "en", "de"].randomElement(using: &random) ?? "fr",
            expires: Bool.random(using: &random) ? "2026-12-0\(Int.random(in: 1...9, using: &random))T10:00:00Z" : nil)
    }

    private static func expectSame(_ library: TemplateLibrary, _ claimed: Claimed, _ issue: StoredIssue? = nil) throws {
        let reference: ReferenceRendering
        do {
            reference = try ReferenceRendering(claimed, issue: issue, by: library)
        } catch let fault as RenderFault {
            let error = #expect(throws: RenderFault.self) { try library.letter(for: claimed, issue: issue) }
            #expect(error == fault)
            return
        }
        let letter = try library.letter(for: claimed, issue: issue)
        #expect(letter.subject.utf8.elementsEqual(reference.subject.utf8))
        #expect(letter.text.utf8.elementsEqual(reference.text.utf8))
        #expect(letter.html.map { Array($0.utf8) } == reference.html.map { Array($0.utf8) })
    }

    @Test("says what the engine says of the same values, for every kind that ships")
    func shipped() throws {
        var random = Seeded(state: 41)
        let library = try Shop.library()
        for definition in library.kinds where definition.lane == .transactional {
            for _ in 0..<60 { try Self.expectSame(library, try Self.claimed(definition, &random)) }
        }
    }

    @Test("says what the engine says of a copy of an issue")
    func issue() throws {
        var random = Seeded(state: 42)
        let library = try Shop.library()
        let content =
            #"{"subject": "Objet & co", "preheader": "Avant", "markdown": "Un **mot**\n\n- deux <b>\n- trois 'quatre'"}"#
        for number in 0..<60 {
            let issue = StoredIssue(
                content: content, list: Bool.random(using: &random) ? .init(name: "pro", title: "Pro & 'amis'") : nil)
            let claimed = try Claims.issue(
                token: "Jeton_\(number)", name: Self.text(&random), recipient: "a'\(number)@b.example",
                issue: "01936000-0000-7000-8000-00000000000\(issue.list == nil ? 3 : 4)")
            try Self.expectSame(library, claimed, issue)
        }
    }

    private static let kind = """
        lane: transactional
        description: Trials of all that a template may do.
        parameters:
          note: { type: string, required: false, description: A note. }
          other: { type: text, required: false, description: Another. }
          link: { type: link, required: false, secret: true, description: A link. }
          count: { type: integer, required: false, description: A number. }
          items: { type: list, required: false, description: Some items. }
          lines: { type: list, description: Some lines. }
          gift: { type: boolean, required: false, description: Whether it is a gift. }
          carrier: { type: enum, values: [colissimo, mondial-relay], required: false, description: Who brings it. }
          total: { type: amount, description: What it costs. }
          rate: { type: percentage, required: false, description: A rate. }
          ratio: { type: number, description: A ratio. }
          day: { type: date, description: A day. }
          at: { type: datetime, description: A moment. }
          help: { type: email, description: An address. }
          rows:
            type: list
            required: false
            description: What was ordered.
            of:
              note: { type: text, required: false, description: A note of its own. }
              price: { type: amount, required: false, description: A price. }
              gift: { type: boolean, description: Whether it is a gift. }
              size: { type: enum, values: [small, large], description: A size. }
              page: { type: url, required: false, description: A page. }
              marks: { type: list, required: false, description: Marks. }
        retry:
          delays: [10s]
          giveUpAfter: 1h
        expiresAfter: 2d
        inDoubt: resend
        sample:
          note: une note
          other: une autre
          link: https://www.boutique.example/a
          count: 3
          items: [un, deux]
          lines: [un]
          gift: true
          carrier: colissimo
          total: { cents: 1290, currency: EUR }
          rate: 5.5
          ratio: 0.5
          day: 2026-12-03
          at: "2026-12-03T10:00:00Z"
          help: a@b.example
          rows:
            - { note: une note, price: { cents: 1290, currency: EUR }, gift: false, size: small, page: "https://a.example/", marks: [un] }

        """

    private static let text = """
        {{#note}}
        {{note}}{{#other}} {{other}}{{note}}{{/other}}{{^other}} sans{{/other}}
        {{/note}}
        {{^note}}
        Sans note : {{salutation}} {{recipient}}
        {{/note}}
        {{#items}}
        - {{.}}{{#note}} ({{note}}, {{shop.name}}){{/note}}
        {{#lines}}
          - {{.}}
        {{/lines}}
        {{/items}}
        {{^items}}Rien{{#count}} de {{count}}{{/count}}.{{/items}}
        {{#shop.office}}{{shop.office}}{{/shop.office}}{{#link}}
        > {{link}} {{link}} {{link}} {{valid_for}}, {{expires_at}}
        {{/link}}

        {{#lines}}{{.}}{{/lines}}
        {{#gift}}cadeau{{/gift}}{{^gift}}rien{{/gift}} {{total}} {{ratio}} {{day}} {{at}} {{help}}{{#rate}} {{rate}}{{/rate}}
        {{#carrier}}
        {{carrier}}{{#carrier.colissimo}} La Poste{{/carrier.colissimo}}{{^carrier.mondial-relay}} autre{{/carrier.mondial-relay}}
        {{/carrier}}
        {{#rows}}
        - {{#note}}
        {{note}}{{/note}}{{^note}}sans{{/note}} {{#price}}{{price}}/{{total}}{{/price}}{{#gift}} cadeau{{/gift}}
        {{size}}{{#size.large}} grand{{/size.large}}{{^marks}} nu{{/marks}}{{#marks}} {{.}}{{#gift}}!{{/gift}}{{/marks}}
        {{#page}}
        {{page}}
        {{/page}}
        {{#items}}{{.}}{{/items}}
        {{/rows}}
        {{^rows}}Pas de lignes.{{/rows}}

        """

    @Test("says what the engine says of sections, inverted ones, lists in lists and names with dots")
    func everyTag() throws {
        var random = Seeded(state: 43)
        let copy = try Copy()
        try copy.write(Self.kind, to: "trial/kind.yaml")
        try copy.write(
            "{{#note}}{{note}} : {{/note}}objet{{#items}} {{.}}{{/items}}\n", to: "trial/fr/subject.mustache")
        try copy.write(Self.text, to: "trial/fr/text.mustache")
        try copy.write("<p title=\"{{salutation}}\">\n" + Self.text + "</p>\n", to: "trial/fr/html.mustache")
        let library = try copy.library()
        let definition = try #require(library.kind(named: "trial")?.definition)
        for _ in 0..<1_000 { try Self.expectSame(library, try Self.claimed(definition, &random)) }
    }

    @Test("An empty text is a shape of its own: it is no place in a form")
    func shapes() {
        let values = [["a", "b"], ["c", ""], ["", "d"], ["e"]].map { LetterValues([("list", .list($0))]) }
        #expect(Set(values.map(\.shape)).count == values.count)
        #expect(values.map(\.texts) == [["a", "b"], ["c"], ["d"], ["e"]])
        #expect(LetterValues([("list", .list(["x", "y"]))]).shape == values[0].shape)
    }
}

/// The same numbers on every run.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
