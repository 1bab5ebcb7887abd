import Testing

@testable import Mail

@Suite("Members of a JSON object")
struct JSONMembersTests {
    @Test("Strings and numbers are read, the rest is passed over")
    func members() throws {
        let text = #" { "a" : "b" , "n":3599,"list":[1,{"x":"y"},[]],"deep":{"a":"no"},"yes":true,"none":null } "#
        let members = try #require(JSONMembers(text.utf8))
        #expect(members["a"] == "b")
        #expect(members["n"] == "3599")
        for name in ["list", "deep", "yes", "none", "x", "absent"] { #expect(members[name] == nil, "\(name)") }
        #expect(JSONMembers("{}".utf8) != nil)
    }

    @Test(
        "Escapes (RFC 8259 section 7)",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9""#, "é"), (#""\ud83d\ude00""#, "😀"),
            (#""é""#, "é"),
            (#""\r\n""#, "\r\n"),
        ])
    func escapes(written: String, read: String) throws {
        #expect(try #require(JSONMembers("{\"a\":\(written)}".utf8))["a"] == read)
    }

    @Test(
        "What is no object is refused",
        arguments: [
            "", "[]", "\"a\"", "{", "{}x", #"{"a"}"#, #"{"a":}"#, #"{"a":"b",}"#, #"{"a":"b}"#, #"{"a":"\x"}"#,
            #"{"a":"\ud83d"}"#,
            #"{"a":"\ude00"}"#, #"{"a":tru}"#, "{\"a\":\"\n\"}", #"{a:"b"}"#, #"{"a":"\u+123"}"#,
            #"{"a":"# + String(repeating: "[", count: 100_000),
        ])
    func refused(text: String) { #expect(JSONMembers(text.utf8) == nil) }
}
