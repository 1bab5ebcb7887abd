import Mail

extension MessageReferences {
    /// Looks through an address that the report was sent to.
    mutating func search(address: String) {
        for id in IdentityScan.identities(in: address) { add(id, .verp) }
        token = token ?? IdentityScan.token(in: address, after: "+")
    }

    /// Looks through headers and words that the report returns.
    package mutating func search(text: String) {
        for id in IdentityScan.identities(in: text) { add(id, .messageID) }
        token = token ?? IdentityScan.token(in: text, after: "/d/")
        for line in text.split(separator: "\n") where issue == nil {
            let words = line.drop { $0 == ">" || $0 == " " }
            guard words.prefix(12).lowercased() == "feedback-id:" else { continue }
            issue = MessageID(compact: words.dropFirst(12).drop { $0 == " " }.prefix { $0 != ":" })
        }
    }

    /// Looks through the subject of a mail to the address that ends subscriptions.
    mutating func search(subject: String) {
        token = token ?? subject.split(separator: " ").map(String.init).first(where: IdentityScan.isToken)
    }
}
