import Mail

/// What a list is called in an issue: its readers must see the list that they leave.
struct ListIdentity: Sendable, Hashable {
    /// In the letter's words.
    let name: String
    /// Among machines (RFC 2919).
    let listID: String
    /// What it or the issue has in place of the settings' senders.
    var sender: String?
    var replyTo: String?

    /// The list as the letter's header has it.
    var headerList: FormLetter.List { FormLetter.List(id: listID, name: name, sender: sender, replyTo: replyTo) }
}

extension TemplateLibrary {
    /// The list's own title and List-Id. One without a title is the shop's newsletter; one with a title has a List-Id made of its name
    /// and of the domain of the shop's, unless the operator has given it another.
    func identity(of list: StoredIssue.List?) -> ListIdentity {
        guard let list else { return ListIdentity(name: newsletter.name, listID: newsletter.listID) }
        let own = list.title.map { _ in Self.label(list.name) + newsletter.listID.drop { $0 != "." } }
        return ListIdentity(
            name: list.shownTitle ?? list.title ?? newsletter.name, listID: list.listID ?? own ?? newsletter.listID,
            sender: list.sender, replyTo: list.replyTo)
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

extension Claimed {
    /// The message as a list with a language of its own has it read: in that, whatever the reader's; in their own region where they have it.
    func read(in language: String?) -> Claimed {
        guard let language, Locales.language(language) != Locales.language(locale) else { return self }
        var message = self
        message.locale = language
        return message
    }
}
