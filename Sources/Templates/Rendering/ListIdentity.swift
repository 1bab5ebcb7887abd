import Mail

/// What a list is called in an issue: its readers must see the list that they leave.
struct ListIdentity: Sendable, Hashable {
    /// In the letter's words.
    let name: String
    /// Among machines (RFC 2919).
    let listID: String
}

extension TemplateLibrary {
    /// The list's own title and List-Id. One without a title is the shop's newsletter; one with a title has a List-Id made of its name
    /// and of the domain of the shop's, unless the operator has given it another.
    func identity(of list: StoredIssue.List?) -> ListIdentity {
        guard let list else { return ListIdentity(name: newsletter.name, listID: newsletter.listID) }
        let own = list.title.map { _ in Self.label(list.name) + newsletter.listID.drop { $0 != "." } }
        return ListIdentity(name: list.title ?? newsletter.name, listID: list.listID ?? own ?? newsletter.listID)
    }

    /// A name as one label of a domain: `Pro & amis` becomes `pro-amis`.
    private static func label(_ name: String) -> String {
        let plain = name.lowercased().utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
            default: UInt8(ascii: "-")
            }
        }
        let words = plain.split(separator: UInt8(ascii: "-")).map { String(decoding: $0, as: UTF8.self) }
        return words.isEmpty ? "liste" : String(words.joined(separator: "-").prefix(63))
    }
}
