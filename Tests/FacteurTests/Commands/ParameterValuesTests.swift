import Mail
import Testing

@testable import facteur

@Suite("Parameters on the command line")
struct ParameterValuesTests {
    private let parameters = [
        ParameterDefinition(name: "link", type: .url, isRequired: true, isSecret: true),
        ParameterDefinition(name: "count", type: .integer, isRequired: false, isSecret: false),
        ParameterDefinition(name: "changes", type: .list, isRequired: false, isSecret: false),
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
        "A wrong pair is wrong usage, and its value is not shown",
        arguments: [["secret"], ["=secret"], ["count=secret"], ["link=secret", "link=b"]])
    func faults(pairs: [String]) throws {
        let error = try #require(throws: CommandError.self) { try ParameterValues.json(pairs, of: parameters) }
        #expect(error.code == .usage)
        #expect(!error.lines.joined().contains("secret"))
    }
}
