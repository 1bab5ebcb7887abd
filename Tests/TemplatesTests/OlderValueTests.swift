import Mail
import Testing

@testable import Templates

@Suite("What a letter says of values that older rules let in")
struct OlderValueTests {
    /// The declaration of `it` now, the value that a message has, and what the letter says.
    private static let cases: [(declaration: String, parameters: String, says: String)] = [
        ("type: string", "{}", ""), ("type: string", #"{"it": null}"#, ""), ("type: amount", "{}", ""),
        ("type: string", #"{"it": "a", "old": {"x": [1]}}"#, "a"),
        ("type: string", #"{"it": "a\r\nb\n\nc"}"#, "a b  c"), ("type: string", #"{"it": 12345.5}"#, "12\u{202F}345,5"),
        ("type: string", #"{"it": ["a", "b"]}"#, "a, b"), ("type: string", #"{"it": true}"#, ""),
        ("type: string", #"{"it": {"cents": 1290, "currency": "EUR"}}"#, "12,90\u{A0}€"),
        ("type: string", #"{"it": {"x": 1}}"#, ""), ("type: string, maxLength: 2", #"{"it": "abc"}"#, "abc"),
        ("type: text", #"{"it": ["a", "b"]}"#, "a, b"), ("type: amount", #"{"it": "12,90 €"}"#, "12,90 €"),
        ("type: amount", #"{"it": 3}"#, "3"), ("type: amount", #"{"it": {"cents": 1, "currency": "XXX"}}"#, ""),
        ("type: percentage", #"{"it": 20}"#, "20\u{A0}%"), ("type: integer", #"{"it": 1.5}"#, "1,5"),
        ("type: integer", #"{"it": "trois"}"#, "trois"), ("type: number", #"{"it": "trois"}"#, "trois"),
        (
            "type: date", #"{"it": "2026-12-03T13:05:00Z"}"#,
            "jeudi 3\u{A0}décembre 2026 à\u{A0}14\u{A0}h\u{A0}05, heure de Paris"
        ),
        ("type: datetime", #"{"it": "2026-12-03"}"#, "jeudi 3\u{A0}décembre 2026"),
        ("type: datetime", #"{"it": "demain"}"#, "demain"),
        ("type: url, optional: true", #"{"it": "demain"}"#, ""),
        ("type: url, optional: true", #"{"it": "javascript:alert(1)"}"#, ""),
        ("type: string", #"{"it": "a\tb"}"#, "a b"),
        ("type: string, secret: true, maxLength: 12, optional: true", #"{"it": "https://b.test/?jeton=1234"}"#, ""),
        ("type: string, secret: true, maxLength: 12, optional: true", #"{"it": 123456}"#, ""),
        ("type: url", #"{"it": "https://b.test/"}"#, "https://b.test/"), ("type: email", #"{"it": "demain"}"#, ""),
        ("type: enum, values: [colissimo]", #"{"it": "La Poste"}"#, "La Poste"),
        ("type: enum, values: [colissimo]", #"{"it": 3}"#, "3"),
    ]

    @Test("Words, numbers and moments are said as what they are; what leads somewhere is left out", arguments: cases)
    func single(declaration: String, parameters: String, says: String) throws {
        #expect(try letter(declaration, saying: "{{it}}", parameters) == says)
    }

    @Test(
        "Without a link or a secret that is required the letter is of no use: the message is kept until the kind is mended, or fails",
        arguments: [
            ("type: url", "{}", RenderFault.Cause.template), ("type: url", #"{"it": "demain"}"#, .parameter),
            ("type: string, secret: true", "{}", .template),
            ("type: string, secret: true, maxLength: 12", #"{"it": "https://b.test/?jeton=1234"}"#, .parameter),
        ])
    func vital(declaration: String, parameters: String, cause: RenderFault.Cause) throws {
        let fault = #expect(throws: RenderFault.self) { try letter(declaration, saying: "{{it}}", parameters) }
        #expect(fault?.cause == cause)
        #expect(fault?.description.contains("b.test") == false)
    }

    private static let sections: [(declaration: String, words: String, parameters: String, says: String)] = [
        ("type: boolean", "{{#it}}oui{{/it}}{{^it}}non{{/it}}", #"{"it": "oui"}"#, "non"),
        ("type: boolean", "{{#it}}oui{{/it}}{{^it}}non{{/it}}", "{}", "non"),
        ("type: list", "{{#it}}{{.}};{{/it}}", #"{"it": "a"}"#, "a;"),
        ("type: list", "{{#it}}{{.}};{{/it}}", #"{"it": {"cents": 1290, "currency": "EUR"}}"#, "12,90\u{A0}€;"),
        ("type: list", "{{#it}}{{.}};{{/it}}", #"{"it": [{"name": "a"}]}"#, ""),
        (objects, row, #"{"it": ["a"]}"#, ""), (objects, row, #"{"it": "a"}"#, ""),
        (
            objects, row, #"{"it": [{"name": "a"}, {"price": {"cents": 1290, "currency": "EUR"}, "old": 1}]}"#,
            "a ; 12,90\u{A0}€;"
        ),
        (objects, row, #"{"it": [{"name": 3, "price": "gratuit"}]}"#, "3 gratuit;"),
    ]
    private static let objects =
        "type: list, of: {name: {type: string, description: A.}, price: {type: amount, description: B.}}"
    private static let row = "{{#it}}{{name}} {{price}};{{/it}}"

    @Test("A section knows values of its own type alone", arguments: sections)
    func section(declaration: String, words: String, parameters: String, says: String) throws {
        #expect(try letter(declaration, saying: words, parameters) == says)
    }

    /// What the letter says.
    private func letter(_ declaration: String, saying words: String, _ parameters: String) throws -> String {
        var reader = KindReader(file: "kind.yaml")
        let source = Source(file: "kind.yaml", text: "it: {\(declaration), description: It.}\n")
        let definition = KindDefinition(
            name: "trial", lane: .transactional,
            parameters: reader.parameters(try source.yaml(), lane: .transactional), retry: nil, expiresAfter: nil,
            inDoubt: .hold, locales: ["fr"])
        try #require(reader.faults.isEmpty, "\(reader.faults)")
        let values = try Parameters(json: parameters, of: definition, in: .french).values
        let engine = try Engine(
            Source(file: "text.mustache", text: words), layouts: Engine.Layouts([:]), escaping: .none)
        return engine.render(LetterValues.values(values) { $0 })
    }
}
