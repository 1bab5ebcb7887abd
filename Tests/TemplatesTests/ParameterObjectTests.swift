import Mail
import Testing

@testable import Templates

@Suite("A message's parameters as JSON")
struct ParameterObjectTests {
    private static func number(_ text: String) -> ParameterObject.Value {
        DecimalNumber(json: text).map { .number($0) } ?? .other
    }

    private static let texts: [(json: String, value: ParameterObject.Value?)] = [
        (#""b""#, .text("b")), (#""""#, .text("")), ("[]", .list([])), ("{}", .object([:])), ("null", .null),
        ("true", .boolean(true)), ("false", .boolean(false)), (#""b","a":"c""#, .text("c")),
        (#"["b","é\"\\\/"]"#, .list([.text("b"), .text("é\"\\/")])), (#""日本語 🎁""#, .text("日本語 🎁")),
        (#""\u00e9\n\r\t\b\f""#, .text("é\n\r\t\u{8}\u{C}")), (#""\ud83c\udf81\udb80\udc00""#, .text("🎁\u{F0000}")),
        (#"{"b":[1,{"c":null}]}"#, .object(["b": .list([number("1"), .object(["c": .null])])])),
        ("\t\"b\"\r\n", .text("b")), ("[[\"b\"]]", .list([.list([.text("b")])])), ("-12", number("-12")),
        ("0", number("0")), ("1.50", number("1.5")), ("1e3", number("1000")), ("12.5E-1", number("1.25")),
        ("12345678901234567890", number("12345678901234567890")), ("1e999", .other), ("-1E+500", .other),
        ("\"b\",", nil), (#""\x""#, nil), ("\"\u{1}\"", nil), ("", nil), ("nul", nil), ("- 5", nil), ("5x", nil),
        ("01", nil), ("1.", nil), (".5", nil), ("1e", nil), ("+1", nil), ("-", nil), (#""b""c":"d""#, nil),
        (#""\ud83c""#, nil), (#""\udf81""#, nil), (#""\u12g4""#, nil), (#"["b""#, nil), (#"["b",]"#, nil),
        ("[\"b\"}", nil),
    ]

    @Test("What is JSON is read as it says, and what is none is refused", arguments: texts)
    func values(json: String, value: ParameterObject.Value?) throws {
        let object = try? ParameterObject(#"{"a":\#(json)}"#)
        #expect(object?["a"] == value)
        #expect((object == nil) == (value == nil))
    }

    @Test(
        "What is no object, or more than one, is refused",
        arguments: ["", "{", "[]", "\"a\"", #"{"a"}"#, #"{a:"b"}"#, #"{"a":"b"}x"#, #"{"a":"b"} {}"#, "null"])
    func broken(json: String) {
        #expect(throws: JSONFault.self) { try ParameterObject(json) }
    }

    @Test("Wherever an object is cut short it is refused")
    func cut() {
        let json = #"{"a":["b","é\"\\\u00e9"], "n":null,"i":-12,"o":{"t":true}}"#
        for count in 0..<json.count {
            #expect(throws: JSONFault.self) { try ParameterObject(String(json.prefix(count))) }
        }
    }

    @Test("What is nested deeper than any value is refused, whatever its depth")
    func deep() {
        for depth in [200, 100_000] {
            let json = #"{"a":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
            #expect(throws: JSONFault.self) { try ParameterObject(json) }
        }
    }
}
