import Hummingbird
import Mail

/// The language that a reader is answered in.
enum ReaderLanguage {
    /// More tags than anybody lists: the rest is not looked at.
    private static let most = 20

    /// The best of the pages' languages that a browser asks for (RFC 9110 section 12.5.4), the first of those that it likes as well; nil
    /// where it asks for none of them.
    static func accepted(_ header: String?) -> Language? {
        var best: (language: Language, weight: Double)?
        for item in (header ?? "").split(separator: ",").prefix(most) {
            let parts = item.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            guard let tag = parts.first, let language = Language(tag: String(tag)) else { continue }
            let quality = parts.dropFirst().first { $0.lowercased().hasPrefix("q=") }
            let weight = quality.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language
    }

    /// In which language whoever asks is answered of whom nothing else is known.
    static func of(_ request: Request, shop: ShopIdentity) -> Language {
        accepted(request.headers[.acceptLanguage]) ?? shop.language
    }
}
