import Mail
import Reports

extension MessageReferences {
    /// Of a message that is known by an identity that we sent along, or by what is quoted of it: its Message-ID, which some providers pass on
    /// with its angle brackets and some without, or all of it.
    init(own: JSONValue, quoted: JSONValue = .null) {
        self.init()
        add(own: own)
        search(text: quoted.text ?? "")
    }

    /// An identity that stands alone in a field of ours. Anybody may write into such a field: whatever else stands there is nobody's.
    mutating func add(own value: JSONValue) {
        guard let id = value.text.flatMap({ MessageID(compact: $0) }) else { return }
        add(id, .messageID)
    }

    /// The fields that a provider returns of the letter's head, as a list of names and values.
    mutating func search(headers: JSONValue, name nameKey: String = "name") {
        let names = Self.identifying
        for header in headers.elements where header[nameKey].text.map({ names.contains($0.lowercased()) }) ?? false {
            guard let name = header[nameKey].text, let value = header["value"].text else { continue }
            search(text: "\(name): \(value)")
        }
    }

    private static let identifying = ["message-id", "feedback-id", "list-unsubscribe"]
}
