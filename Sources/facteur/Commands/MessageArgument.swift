import ArgumentParser
import Mail

extension MessageID: ExpressibleByArgument {
    /// A message's id in every form in which it is met: as `enqueue` printed it, its 32 digits alone, or a mail's Message-ID,
    /// `<32 digits@domain>`, with or without its brackets.
    package init?(argument: String) {
        var text = argument[...]
        if text.hasPrefix("<"), text.hasSuffix(">") { text = text.dropFirst().dropLast() }
        if let at = text.firstIndex(of: "@") { text = text[..<at] }
        guard let id = MessageID(text) ?? MessageID(compact: text) else { return nil }
        self = id
    }
}
