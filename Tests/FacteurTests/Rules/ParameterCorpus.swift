import Mail
import Testing

@testable import Postgres

/// JSON values of one parameter, `it`, and whether its rule allows them. Whoever finds a value that the schema and the program judge
/// differently adds it here.
struct ParameterCorpus: Sendable, CustomTestStringConvertible {
    let name: String
    let definition: ParameterDefinition
    let cases: [RuleCorpus.Case]

    var testDescription: String { name }

    private init(_ definition: ParameterDefinition, _ name: String, allowed: [String], refused: [String]) {
        self.name = name
        self.definition = definition
        cases = allowed.map { ($0, true) } + refused.map { ($0, false) }
    }

    private static func it(
        _ type: ParameterType, required: Bool = true, values: [String] = [], maxLength: Int? = nil,
        fields: [ParameterDefinition] = []
    ) -> ParameterDefinition {
        ParameterDefinition(
            name: "it", type: type, isRequired: required, isSecret: false, values: values, maxLength: maxLength,
            fields: fields)
    }

    static let all: [ParameterCorpus] = [
        ParameterCorpus(
            it(.string), "string",
            allowed: [#""a""#, #""à l’été""#, #""a\u00a0b""#, #""😀""#, #""\u202ea""#],
            refused: [
                #""""#, #""  ""#, #""\u00a0\u202f""#, #""\u3000""#, #""\u202e""#, #""\t""#, #""a\nb""#, #""a\tb""#,
                #""a\u0085b""#, #""a\u2028b""#, #""a\udb80\udc00b""#, #""\udb80\udc01""#, "1", "true", "null", "{}",
                "[]", #"["a"]"#,
            ]),
        ParameterCorpus(
            it(.string, maxLength: 3), "string of at most three",
            allowed: [#""abc""#, #""été""#, #""😀😀😀""#, #""e\u0301a""#],
            refused: [#""abcd""#, #""a  b""#, #""e\u0301e\u0301""#]),
        ParameterCorpus(
            it(.string, required: false), "string that may be missing",
            allowed: ["null", #""""#, #"" ""#, #""\u202e""#, #""\u2028""#, "[]", #""a""#],
            refused: ["1", "{}", "[1]", #""a\nb""#]),
        ParameterCorpus(
            it(.text), "text",
            allowed: [#""a""#, #""a\nb""#, #""a\r\nb\r\n""#, #""\n\na\tb\n""#, #""a\n\n\nb""#, #""\u202ea""#],
            refused: [
                #""""#, #""\n""#, #""\r\n \t""#, #""a\rb""#, #""a\r""#, #""a\r\r\nb""#, #""a\u000bb""#, #""\u000b\na""#,
                #""a\n\u000c""#, #""a\u0085""#, #""\u2028a""#, #""a\u2029b""#, #""a\u007fb""#, #""a\n\udb80\udc00""#,
                "1",
                #"["a"]"#, "null",
            ]),
        ParameterCorpus(
            it(.text, maxLength: 4), "text of at most four", allowed: [#""ab\nc""#, #""a\r\nb""#],
            refused: [#""ab\r\nc""#]),
        ParameterCorpus(
            it(.integer), "integer",
            allowed: [
                "0", "-1", "7", "9223372036854775807", "-9223372036854775808", "1e3", "1.0", "-0", "120e-1", "5.00",
            ],
            refused: [
                "9223372036854775808", "-9223372036854775809", "1.5", "1e30", "1e400", #""1""#, "true", "null", "[]",
                "[1]",
                "{}",
            ]),
        ParameterCorpus(
            it(.number), "number",
            allowed: ["0", "1.5", "-1.5e3", "999999999999999.99", "1e14", "0.30000000000000004", "1e-100"],
            refused: ["1e15", "-1e15", "1000000000000000", "1e500", #""1""#, #""1,5""#, "true", "null", "[1]", "{}"]),
        ParameterCorpus(
            it(.percentage), "percentage", allowed: ["20", "5.5", "0", "-3"],
            refused: [#""20%""#, #""20""#, "1e15", "null", "{}", "false"]),
        ParameterCorpus(
            it(.amount), "amount",
            allowed: [
                #"{"cents": 1290, "currency": "EUR"}"#, #"{"cents": -1, "currency": "JPY"}"#,
                #"{"cents": 0, "currency": "TND"}"#, #"{"currency": "CHF", "cents": 1290.0}"#,
                #"{"cents": 999999999999999, "currency": "CAD"}"#, #"{"cents": 1e3, "currency": "EUR"}"#,
            ],
            refused: [
                #"{"cents": 12.9, "currency": "EUR"}"#, #"{"cents": "1290", "currency": "EUR"}"#, #"{"cents": 1290}"#,
                #"{"currency": "EUR"}"#, #"{"cents": 1290, "currency": "eur"}"#, #"{"cents": 1290, "currency": "EU"}"#,
                #"{"cents": 1290, "currency": "XXX"}"#, #"{"cents": 1290, "currency": "\u212aWD"}"#,
                #"{"cents": 1290, "currency": "EUR", "tax": 1}"#, #"{"cents": 1000000000000000, "currency": "EUR"}"#,
                #"{"cents": null, "currency": "EUR"}"#, #"{"cents": 1, "currency": null}"#,
                #"{"cents": 1e400, "currency": "EUR"}"#, #"{"cents": [1], "currency": "EUR"}"#,
                #"{"cents": 1, "currency": ["EUR"]}"#, "12.90", #""12,90 €""#, "{}", "[]",
                #"[{"cents": 1, "currency": "EUR"}]"#, "null", "true",
            ]),
        ParameterCorpus(
            it(.boolean), "boolean", allowed: ["true", "false"],
            refused: [#""true""#, "1", "0", "null", "[true]", "{}"]),
        ParameterCorpus(
            it(.date), "date",
            allowed: [
                #""2026-12-03""#, #""2024-02-29""#, #""2000-02-29""#, #""0001-01-01""#, #""9999-12-31""#,
                #""2026-04-30""#,
            ],
            refused: [
                #""2026-02-29""#, #""1900-02-29""#, #""2026-04-31""#, #""2026-13-01""#, #""2026-00-01""#,
                #""2026-01-00""#,
                #""2026-01-32""#, #""0000-01-01""#, #""10000-01-01""#, #""2026-1-1""#, #""03/12/2026""#, #""20261203""#,
                #""2026-12-03T10:00:00Z""#, #""2026-12-03 ""#, #""２026-12-03""#, #""""#, "20261203", "null",
            ]),
        ParameterCorpus(
            it(.datetime), "datetime", allowed: [#""2026-11-25T13:05:00Z""#],
            refused: [#""hier""#, #""2026-11-25""#, "1795611900", #""""#]),
        ParameterCorpus(
            it(.url), "url", allowed: [#""https://b.test/""#],
            refused: [#""http://b.test/""#, "1", #""""#, #""javascript:x""#]
        ),
        ParameterCorpus(
            it(.url, maxLength: 16), "url of at most sixteen", allowed: [#""https://b.test/a""#],
            refused: [#""https://b.test/ab""#]),
        ParameterCorpus(it(.email), "email", allowed: [#""a@b.test""#], refused: [#""a@b""#, "1", #""""#]),
        ParameterCorpus(
            it(.enumeration, values: ["colissimo", "mondial-relay"]), "enum",
            allowed: [#""colissimo""#, #""mondial-relay""#],
            refused: [#""Colissimo""#, #""dpd""#, #""colissimo ""#, #""""#, "1", "null", #"["colissimo"]"#, "{}"]),
        ParameterCorpus(
            it(.list), "list",
            allowed: [#"["a"]"#, #"["a", "b"]"#, #"[""]"#],
            refused: [
                "[]", #"["a\nb"]"#, #"["a", 1]"#, #"["a", null]"#, #""a""#, "{}", "null", #"["a", "\udb80\udc00"]"#,
                #"[["a"]]"#, #"[{"a": "b"}]"#,
            ]),
        ParameterCorpus(
            it(.list, fields: order[1].fields), "list of objects",
            allowed: [
                #"[{"name": "a", "price": {"cents": 1, "currency": "EUR"}}]"#,
                #"[{"name": "a", "price": {"cents": 1, "currency": "EUR"}, "note": "b\nc"}, {"price": {"cents": 2, "currency": "EUR"}, "name": "b", "note": null}]"#,
                #"[{"name": "a", "price": {"cents": 1, "currency": "EUR"}, "note": ""}]"#,
            ],
            refused: [
                "[]", "{}", #""a""#, "null", "[{}]", "[[]]", "[null]", "[1]", #"["a"]"#,
                #"{"name": "a", "price": {"cents": 1, "currency": "EUR"}}"#, #"[{"name": "a"}]"#,
                #"[{"name": "a", "price": 1}]"#, #"[{"name": "a\nb", "price": {"cents": 1, "currency": "EUR"}}]"#,
                #"[{"name": "a", "price": {"cents": 1, "currency": "EUR"}, "x": 1}]"#,
                #"[{"name": "a", "price": {"cents": 1, "currency": "EUR"}}, {"name": " ", "price": {"cents": 1, "currency": "EUR"}}]"#,
            ]),
    ]

    /// Parameters of an order, for the sentences below.
    static let order: [ParameterDefinition] = [
        it("order", .string, maxLength: 5),
        it(
            "lines", .list,
            fields: [it("name", .string), it("price", .amount), it("note", .text, required: false)]),
        it("carrier", .enumeration, required: false, values: ["colissimo", "dpd"]),
        it("rate", .percentage, required: false), it("gift", .boolean, required: false),
        it("count", .integer, required: false), it("note", .text, required: false),
    ]

    /// Messages of an order, and the one sentence that says what is wrong with each; empty for nothing.
    static let sentences: [(json: String, sentence: String)] = [
        (#"{"lines": \#(line)}"#, "parameter order is missing"),
        (#"{"order": " ", "lines": \#(line)}"#, "parameter order is missing"),
        (#"{"ordre": "a", "lines": \#(line)}"#, "parameter ordre is unknown to this kind"),
        (#"{"order": 1, "lines": \#(line)}"#, "parameter order is not a text"),
        (#"{"order": "SECRET", "lines": \#(line)}"#, "parameter order is longer than 5 characters"),
        (#"{"order": "a\nb", "lines": \#(line)}"#, "parameter order holds a line break or another control character"),
        (#"{"order": "a", "lines": "SECRET"}"#, "parameter lines is not a list of objects"),
        (#"{"order": "a", "lines": ["SECRET"]}"#, "parameter lines[0] is not an object"),
        (#"{"order": "a", "lines": [{"name": "a"}]}"#, "parameter lines[0].price is missing"),
        (
            #"{"order": "a", "lines": [{"name": "a", "price": 12.9}]}"#,
            #"parameter lines[0].price is not an amount such as {"cents": 1290, "currency": "EUR"}"#
        ),
        (
            #"{"order": "a", "lines": [{"name": "a", "price": {"cents": 1.5, "currency": "EUR"}}]}"#,
            "parameter lines[0].price has cents that are not whole"
        ),
        (
            #"{"order": "a", "lines": [{"name": "a", "price": {"cents": 1e15, "currency": "EUR"}}]}"#,
            "parameter lines[0].price has more than 15 digits of cents"
        ),
        (
            #"{"order": "a", "lines": [{"name": "a", "price": {"cents": 1, "currency": "SECRET"}}]}"#,
            "parameter lines[0].price has a currency that ISO 4217 does not have"
        ),
        (
            #"{"order": "a", "lines": [{"name": "a", "price": {"cents": 1, "currency": "EUR"}}, {"name": "b", "prix": 1}]}"#,
            "parameter lines[1].prix is unknown to this list"
        ),
        (#"{"order": "a", "lines": \#(line), "carrier": "ups"}"#, "parameter carrier is none of colissimo, dpd"),
        (#"{"order": "a", "lines": \#(line), "rate": "20"}"#, "parameter rate is not a number"),
        (
            #"{"order": "a", "lines": \#(line), "rate": 1e15}"#,
            "parameter rate has more than 15 digits before the point"
        ),
        (#"{"order": "a", "lines": \#(line), "gift": 1}"#, "parameter gift is not true or false"),
        (#"{"order": "a", "lines": \#(line), "count": 1.5}"#, "parameter count is not an integer"),
        (#"{"order": "a", "lines": \#(line), "note": "a\u0007"}"#, "parameter note holds a control character"),
        (
            #"{"order": "a", "lines": \#(line), "note": "\udb80\udc00"}"#,
            "parameter note holds a private character that no text has"
        ),
        (#"{"order": "a", "lines": \#(line), "note": "a\nb"}"#, ""),
    ]

    private static let line = #"[{"name": "a", "price": {"cents": 1, "currency": "EUR"}}]"#

    private static func it(
        _ name: String, _ type: ParameterType, required: Bool = true, values: [String] = [], maxLength: Int? = nil,
        fields: [ParameterDefinition] = []
    ) -> ParameterDefinition {
        ParameterDefinition(
            name: name, type: type, isRequired: required, isSecret: false, values: values, maxLength: maxLength,
            fields: fields)
    }

    /// The schema's question of a value `v`, which is JSON.
    var fault: String { "facteur.parameters_fault(\(Self.json([definition])), jsonb_build_object('it', v::jsonb))" }

    /// Definitions as the schema has them, in SQL.
    static func json(_ definitions: [ParameterDefinition]) -> String {
        let kind = KindDefinition(
            name: "a-kind", lane: .transactional, parameters: definitions, retry: nil, expiresAfter: nil,
            inDoubt: .resend, locales: ["fr"])
        return "($kind$\(kind.json)$kind$::jsonb -> 'parameters')"
    }
}
