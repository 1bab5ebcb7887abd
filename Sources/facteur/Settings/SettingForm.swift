import DKIM
import Mail
import Platform
import Postgres
import Webhooks

/// What a setting may hold: how it reads, and how that is said to a person.
struct SettingForm<Value: Sendable>: Sendable {
    /// In words, to follow "allowed:".
    let allowed: String
    /// What a number counts; empty for a value that is no number.
    var unit = ""
    /// What of a wrong value may be shown.
    var content = ShownValue.Content.words
    let isList: Bool
    let parse: @Sendable ([String]) -> Value?
    /// Writes a default as the file would; nil for a form that no key with a default has.
    let write: (@Sendable (Value) -> String)?

    /// One value.
    static func one(
        _ allowed: String, write: (@Sendable (Value) -> String)? = nil, read: @escaping @Sendable (String) -> Value?
    ) -> SettingForm {
        SettingForm(
            allowed: allowed, isList: false, parse: { $0.count == 1 ? $0.first.flatMap(read) : nil }, write: write)
    }

    /// At least one value, all of the same form.
    static func several<Element>(
        _ allowed: String, write: (@Sendable (Element) -> String)? = nil,
        read: @escaping @Sendable (String) -> Element?
    ) -> SettingForm where Value == [Element] {
        SettingForm(
            allowed: allowed, isList: true,
            parse: { texts in
                let values = texts.compactMap(read)
                return values.count == texts.count && !values.isEmpty ? values : nil
            },
            write: { values in values.map { write?($0) ?? "" }.joined(separator: ", ") })
    }
}

extension SettingForm {
    /// The same form for a key that may be absent.
    static func optional<Wrapped>(_ form: SettingForm<Wrapped>) -> SettingForm where Value == Wrapped? {
        SettingForm(
            allowed: form.allowed, unit: form.unit, content: form.content, isList: form.isList,
            parse: { texts in form.parse(texts).map { .some($0) } },
            write: nil)
    }

    /// The same form, of a wrong value of which no more is shown than of this content.
    fileprivate func showing(_ content: ShownValue.Content) -> SettingForm {
        var form = self
        form.content = content
        return form
    }
}

extension SettingForm where Value == String {
    private static func line(_ allowed: String, read: @escaping @Sendable (String) -> String?) -> SettingForm {
        one(allowed, write: { $0 }, read: read)
    }

    /// One line of text without control characters.
    static var text: SettingForm { line("one line of text", read: OneLine.read) }

    /// The path of a file or folder.
    static var path: SettingForm { line("a path", read: OneLine.read) }

    /// `#rrggbb`.
    static var colour: SettingForm {
        line("a colour such as #1a4d7a") { text in
            text.utf8.count == 7 && text.first == "#" && text.dropFirst().allSatisfy(\.isHexDigit) ? text : nil
        }
    }

    /// An address of the web that may stand in a mail.
    static var link: SettingForm {
        line("an address that begins with https:// (http:// on a loopback host), without a login") { text in
            WebLink(text).map { URLScheme.lowercased($0.text) }
        }.showing(.url)
    }

    /// A host name of ASCII letters, digits, hyphens and dots.
    static var hostName: SettingForm {
        line("a host name such as worker.shop.fr") { text in
            let isName = text.utf8.allSatisfy { byte in
                let character = Character(Unicode.Scalar(byte))
                return byte < 0x80 && (character.isLetter || character.isNumber || "-.".contains(character))
            }
            return isName && !text.isEmpty && text.utf8.count <= 255 ? text : nil
        }
    }

    /// An address without a name.
    static var address: SettingForm {
        line("an address such as aide@shop.fr") { try? EmailAddress(ascii: $0).text }.showing(.mailbox)
    }

    /// An address that has room for a reader's token.
    static var unsubscribeAddress: SettingForm {
        line(
            "an address with at most \(UnsubscribeAddress.longestLocalPart) characters before the @, such as lettre@shop.fr: "
                + "a + and the reader's token, \(UnsubscribeAddress.tokenLength) characters, go behind them"
        ) { try? UnsubscribeAddress($0).address.text }.showing(.mailbox)
    }

    /// A provider whose webhooks are read.
    static var provider: SettingForm {
        let names = WebhookAdapters.names + ["none"]
        return line(names.dropLast().joined(separator: ", ") + " or none") { names.contains($0) ? $0 : nil }
    }

    /// A language that letters can be in.
    static var locale: SettingForm {
        let languages = Language.allCases.map(\.rawValue).joined(separator: ", ")
        return line("\(languages), or another region of these such as fr-BE") { text in
            let isTag = text.utf8.allSatisfy { byte in
                byte < 0x80 && (Character(Unicode.Scalar(byte)).isLetter || byte == UInt8(ascii: "-"))
            }
            return isTag && Language(tag: text) != nil ? text : nil
        }
    }

    /// Where the outbox is.
    static var databaseURL: SettingForm {
        line(
            "postgresql://user@host:port/database; the password belongs in database.passwordFile, and stands in here only with its "
                + "signs percent-encoded (@ as %40, / as %2F)"
        ) { text in
            let isURL = ["postgresql://", "postgres://"].contains { text.lowercased().hasPrefix($0) }
            let text = isURL ? URLScheme.lowercased(text) : text
            return (isURL || text.contains("=")) && ConnectionString.isClear(text) ? OneLine.read(text) : nil
        }
    }
}

extension SettingForm where Value == String {
    /// A day of the calendar.
    static var day: SettingForm {
        one("a day such as 2026-12-01", write: { $0 }) { text in
            Timestamp(rfc3339: text + "T00:00:00Z") == nil ? nil : text
        }
    }
}

extension SettingForm where Value == Mailbox {
    /// An address with or without a name.
    static var mailbox: SettingForm {
        one("one address alone, or a name and one address: Boutique L’Œuf <compte@shop.fr>") {
            try? Mailbox(parsing: $0)
        }.showing(.mailbox)
    }
}

extension SettingForm where Value == ReturnPath {
    /// The template of the envelope sender.
    static var returnPath: SettingForm {
        one("an address, with {id} before the @ where the message's identity goes: b+{id}@bounce.shop.fr") {
            try? ReturnPath(template: $0)
        }.showing(.mailbox)
    }
}

extension SettingForm where Value == [AllowedRecipients] {
    /// Addresses and domains.
    static var recipients: SettingForm {
        several(
            "addresses and domains such as [camille@client.example, shop.example, .test.example]",
            read: AllowedRecipients.init
        ).showing(.mailbox)
    }
}

extension SettingForm where Value == Int {
    /// A whole number within bounds, and what it counts.
    static func integer(_ range: ClosedRange<Int>, of unit: String) -> SettingForm {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        var form = one(allowed, write: { String($0) }) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
        form.unit = unit
        return form
    }
}

extension SettingForm where Value == Int {
    /// A size within bounds, in bytes.
    static func size(_ range: ClosedRange<Int>) -> SettingForm {
        one(
            "a size from \(ByteSize.text(range.lowerBound)) to \(ByteSize.text(range.upperBound))", write: ByteSize.text
        ) { text in
            ByteSize.bytes(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension SettingForm where Value == Bool {
    static var flag: SettingForm {
        one("true or false", write: { String($0) }) { Bool($0) }
    }
}

extension SettingForm where Value == [IPNetwork] {
    static var networks: SettingForm {
        several("addresses and networks such as [192.0.2.1, 10.0.0.0/8, 2001:db8::/32]") { IPNetwork($0) }
    }
}

extension SettingForm where Value == Duration {
    /// A length of time within bounds.
    static func duration(_ range: ClosedRange<Duration>) -> SettingForm {
        let bounds = "\(DurationText.text(range.lowerBound)) to \(DurationText.text(range.upperBound))"
        return one("a duration from \(bounds)", write: DurationText.text) { text in
            DurationText.duration(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension SettingForm where Value == [Duration] {
    static var durations: SettingForm {
        several("durations such as [5s, 2m, 1h30m]", write: DurationText.text, read: DurationText.duration)
    }
}

extension SettingForm where Value == [RelayURL] {
    static var relays: SettingForm {
        several(
            "smtp://host:587 or smtps://host:465, on this machine with its port (smtp://localhost:25), several for failover; a login goes into smtp.username and smtp.passwordFile",
            read: RelayURL.init
        ).showing(.url)
    }
}

extension SettingForm where Value == MailboxURL {
    static var mailbox: SettingForm {
        one(
            "imaps://host:993 or imap://host:143; a login goes into bounce.imap.username and bounce.imap.passwordFile, a folder into bounce.imap.folder",
            read: MailboxURL.init
        ).showing(.url)
    }
}

extension SettingForm where Value == [Int] {
    static var weights: SettingForm {
        several("a whole number from 0 to 1000 for each relay in smtp.url, such as [3, 1]") { text in
            Int(text).flatMap { (0...1000).contains($0) ? $0 : nil }
        }
    }
}

extension SettingForm where Value == [String] {
    /// Lanes and kinds.
    static var services: SettingForm {
        several("lanes and kinds, several in a list: bulk, or [transactional, newsletter]", read: plainName)
    }

    /// Kinds.
    static var kinds: SettingForm {
        several("kinds of messages, several in a list: [order-confirmed, order-shipped]", read: plainName)
    }

    @Sendable private static func plainName(_ text: String) -> String? {
        let isName = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        return isName && !text.isEmpty ? text : nil
    }
}

extension SettingForm where Value == [Selector] {
    static var selectors: SettingForm {
        several("a name of letters, digits and hyphens such as s2026, or several: [s2026, e2026]", read: Selector.init)
    }
}

extension SettingForm where Value == [String] {
    /// Paths of files.
    static var paths: SettingForm { several("a path, or several", read: OneLine.read) }
}

extension SettingForm where Value == ListenAddress {
    static var listen: SettingForm {
        one("host:port such as 127.0.0.1:8025, or :8025 for every interface", write: \.text, read: ListenAddress.init)
    }
}

extension SettingForm where Value == ResolverAddress {
    static var resolver: SettingForm {
        one("an address of IPv4 and a port such as 192.0.2.53:53", write: \.text, read: ResolverAddress.init)
    }
}

extension SettingForm where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One word of a few.
    static var choice: SettingForm {
        one(Value.allCases.map(\.rawValue).joined(separator: " or "), write: \.rawValue) { Value(rawValue: $0) }
    }
}

extension SettingForm where Value == SuppressionExpiry {
    /// A length of time within bounds, or none.
    static func expiry(_ range: ClosedRange<Duration>) -> SettingForm {
        let form = SettingForm<Duration>.duration(range)
        return one("\(form.allowed), or never", write: \.text) { text in
            text == "never" ? .never : form.parse([text]).map { .after($0) }
        }
    }
}

/// One line of printable text.
private enum OneLine {
    @Sendable static func read(_ text: String) -> String? {
        let isPrintable = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        return text.isEmpty || !isPrintable ? nil : text
    }
}
