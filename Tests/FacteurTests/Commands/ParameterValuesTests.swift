import Mail
import Testing

@testable import facteur

@Suite("Parameters on the command line")
struct ParameterValuesTests {
    private let parameters = [
        ParameterDefinition(name: "link", type: .url, isRequired: true, isSecret: true),
        ParameterDefinition(name: "count", type: .integer, isRequired: false, isSecret: false),
        ParameterDefinition(name: "changes", type: .list, isRequired: false, isSecret: false),
        ParameterDefinition(name: "total", type: .amount, isRequired: false, isSecret: false),
        ParameterDefinition(name: "rate", type: .percentage, isRequired: false, isSecret: false),
        ParameterDefinition(name: "gift", type: .boolean, isRequired: false, isSecret: false),
        ParameterDefinition(
            name: "lines", type: .list, isRequired: false, isSecret: false,
            fields: [ParameterDefinition(name: "name", type: .string, isRequired: true, isSecret: false)]),
    ]

    @Test("Text, numbers and lists are written as the kind has them")
    func types() throws {
        let json = try ParameterValues.json(
            ["link=https://a.test/?q=1", "changes=nom", "count=3", "changes=adresse \"2\""], of: parameters)
        #expect(json == #"{"link":"https://a.test/?q=1","changes":["nom","adresse \"2\""],"count":3}"#)
    }

    @Test("A list of one is a list, nothing is an empty object, an unknown name is text")
    func edges() throws {
        #expect(try ParameterValues.json(["changes=nom"], of: parameters) == #"{"changes":["nom"]}"#)
        #expect(try ParameterValues.json([], of: parameters) == "{}")
        #expect(try ParameterValues.json(["other="], of: []) == #"{"other":""}"#)
        #expect(try ParameterValues.json(["other=\u{301}a"], of: []) == "{\"other\":\"\u{301}a\"}")
    }

    @Test(
        "Amounts are written with their currency, and counted in its smallest unit",
        arguments: [
            ("12.90 EUR", "1290"), ("12.9 EUR", "1290"), ("12 EUR", "1200"), ("-0.05 EUR", "-5"), ("1290 JPY", "1290"),
            ("1.29 TND", "1290"), ("0 EUR", "0"),
        ])
    func amounts(text: String, cents: String) throws {
        let currency = text.suffix(3)
        let expected = "{\"total\":{\"cents\":\(cents),\"currency\":\"\(currency)\"}}"
        let json = try ParameterValues.json(["total=\(text)"], of: parameters)
        #expect(json == expected)
    }

    @Test("Decimal numbers and booleans are none but these; objects come as JSON, a pair each")
    func others() throws {
        let json = try ParameterValues.json(
            ["rate=5.50", "gift=true", #"lines={"name": "a"}"#, #"lines={"name": "b"}"#], of: parameters)
        #expect(json == #"{"rate":5.5,"gift":true,"lines":[{"name": "a"},{"name": "b"}]}"#)
    }

    @Test(
        "A wrong pair is wrong usage, and its value is not shown",
        arguments: [
            ["secret"], ["=secret"], ["count=secret"], ["link=secret", "link=b"],
            ["total=secret"], ["total=12.901 EUR"], ["total=12,90 EUR"], ["total=12.90"], ["total=12.90 EURO"],
            ["rate=secret"], ["gift=secret"], ["lines=secret"], [#"lines=["secret"]"#], [#"lines={"a": "secret""#],
        ])
    func faults(pairs: [String]) throws {
        let error = try #require(throws: CommandError.self) { try ParameterValues.json(pairs, of: parameters) }
        #expect(error.code == .usage)
        #expect(!error.lines.joined().contains("secret"))
    }
}
