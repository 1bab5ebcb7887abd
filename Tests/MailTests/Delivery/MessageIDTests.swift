import Testing

@testable import Mail

@Suite("A message's identity")
struct MessageIDTests {
    @Test("is read as it is written, in either case and in both forms")
    func forms() throws {
        for text in [Samples.messageID, Samples.messageID.uppercased()] {
            let id = try #require(MessageID(text))
            #expect(id.description == Samples.messageID)
            #expect(id.compact == Samples.compactID)
            #expect(MessageID(compact: id.compact) == id)
        }
    }

    @Test(
        "is nothing else that looks like one",
        arguments: [
            "", "0197a3c25b1e7c4d9f001234567890ab", "0197a3c2-5b1e-7c4d-9f00-1234567890a",
            "0197a3c2-5b1e-7c4d-9f00-1234567890abc", "0197a3c25-b1e-7c4d-9f00-1234567890ab",
            "0197a3c2-5b1e-7c4d-9f00_1234567890ab", "0197a3c2-5b1e-7c4d-9f00-1234567890ag",
            "----0197a3c25b1e7c4d9f001234567890ab", "{197a3c2-5b1e-7c4d-9f00-1234567890a}",
        ])
    func others(text: String) { #expect(MessageID(text) == nil) }
}
