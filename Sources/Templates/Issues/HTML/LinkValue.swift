import Mail

/// The value of a link, in which marks may stand for what differs by reader.
struct LinkValue {
    private let value: String

    init(_ value: String) { self.value = value }

    /// Schemes that lead to somebody, without a page between.
    private static let plain = ["mailto:", "tel:", "sms:"]

    /// Whether a letter may have it. What stands for a reader's value counts as a letter.
    var isAllowed: Bool {
        let filled = String(
            String.UnicodeScalarView(value.unicodeScalars.map { Placeholders.isMark($0) ? "x" : $0 }))
        if filled.hasPrefix("#") { return true }
        if Self.plain.contains(where: { filled.lowercased().hasPrefix($0) && filled.utf8.count > $0.utf8.count }) {
            return !filled.unicodeScalars.contains(where: \.isMarkupSpace)
        }
        return WebLink(filled) != nil
    }

    /// Whether it begins with a reader's value; that one stands in a host `IssuePlaceholders` tells.
    var isPlaceholder: Bool { placeholderIsInHost && !value.contains("://") }

    /// Whether a reader's value would say where the link leads.
    var placeholderIsInHost: Bool {
        guard let mark = value.unicodeScalars.firstIndex(where: Placeholders.isMark) else { return false }
        let before = value[..<mark].lowercased()
        if Self.plain.contains(where: { before.hasPrefix($0) }) || before.hasPrefix("#") { return false }
        guard let scheme = before.firstRange(of: "://") else { return true }
        return !before[scheme.upperBound...].contains { "/?#".contains($0) }
    }
}
