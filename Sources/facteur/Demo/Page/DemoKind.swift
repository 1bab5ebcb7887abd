import Hummingbird

/// One kind of message, as the demo's form offers it.
struct DemoKind: ResponseEncodable, Codable, Sendable {
    var name: String
    /// One line: what the message is for.
    var description: String
    /// The kind's sample parameters, a JSON object: what the form is filled with.
    var sample: String
}
