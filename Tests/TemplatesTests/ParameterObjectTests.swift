import FoundationEssentials
import Testing

@testable import Templates

@Suite("A message's parameters as JSON")
struct ParameterObjectTests {
    private static let commonTexts = [
        "{}", " { } ", #"{"a":"b"}"#, #"{"a" : "b" , "c":[]}"#, #"{"a":["b","é\"\\\/"], "n":null,"i":-12}"#,
        #"{"a":""}"#, #"{"a":"日本語 🎁"}"#, "{\"a\":\t\"b\"\r\n}",
    ]
    private static let uncommonTexts = [
        #"{"a":"b",}"#, #"{"a":"\x"}"#, "{\"a\":\"\u{1}\"}", #"{"a":"\u00e9"}"#, #"{"a":"\n"}"#, #"{"a":1.5}"#,
        #"{"a":0}"#, #"{"a":1e3}"#, #"{"a":true}"#,
        #"{"a":{"b":[1]}}"#,
        #"{"a":[1]}"#, #"{"a":["b",null]}"#, #"{"a":12345678901234567890}"#, #"{"a":"b","a":"c"}"#, #"{"a":[["b"]]}"#,
    ]
    private static let brokenTexts = [
        "", "{", "[]", "\"a\"", #"{"a"}"#, #"{"a":}"#, #"{"a":"b"#, #"{"a":"b"}x"#, #"{"a":["b"}"#,
        #"{"a":nul}"#, #"{"a":- 5}"#, #"{"a":5x}"#, #"{a:"b"}"#, #"{"a":"b""c":"d"}"#,
    ]

    private func decoded(_ json: String) throws -> [String: ParameterObject.Value] {
        try JSONDecoder().decode([String: ParameterObject.Value].self, from: Data(json.utf8))
    }

    @Test("What is common is read without the decoder, and as the decoder reads it", arguments: commonTexts)
    func common(json: String) throws {
        var scan = PlainJSONScan(json)
        #expect(try scan.object() == decoded(json))
    }

    @Test("What is uncommon is left to the decoder", arguments: uncommonTexts)
    func uncommon(json: String) throws {
        var scan = PlainJSONScan(json)
        #expect(scan.object() == nil)
        #expect(throws: Never.self) { try ParameterObject(json) }
    }

    @Test("What is broken is refused", arguments: brokenTexts)
    func broken(json: String) {
        var scan = PlainJSONScan(json)
        #expect(scan.object() == nil)
        #expect(throws: (any Error).self) { try ParameterObject(json) }
    }

    @Test("Wherever an object is cut short it is refused")
    func cut() {
        let json = #"{"a":["b","é\"\\"], "n":null,"i":-12}"#
        for count in 0..<json.count {
            #expect(throws: (any Error).self) { try ParameterObject(String(json.prefix(count))) }
        }
    }
}
