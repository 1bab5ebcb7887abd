/// A header field that carries a message's identity to the provider that delivers it, which sends it back with what it reports. It is taken
/// out on the way, so no signature covers it.
package struct IdentityField: Sendable, Hashable {
    package let name: String
    private let before: String
    private let behind: String

    /// - Parameters:
    ///   - before: What the field's body begins with, before the identity. ASCII, as all of it.
    ///   - behind: What it ends with.
    package init(name: String, before: String = "", behind: String = "") {
        self.name = name
        self.before = before
        self.behind = behind
    }

    /// The field's body.
    package func value(for id: MessageID) -> String { before + id.compact + behind }

    func write(_ id: MessageID, to header: inout HeaderWriter) {
        header.field(name) { bytes in
            bytes += before.utf8
            id.appendDigits(to: &bytes)
            bytes += behind.utf8
        }
    }
}
