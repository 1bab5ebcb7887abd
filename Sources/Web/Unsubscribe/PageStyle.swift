import Crypto
import FoundationEssentials

/// The style of every page: the letters' one column, light or dark as the reader's system is.
struct PageStyle: Sendable {
    /// What stands between `<style>` and `</style>`, to the byte.
    let css: String
    /// Its SHA-256, for the Content-Security-Policy: this style applies and no other.
    let hash: String

    /// - Parameters:
    ///   - accent: `#rrggbb`, the ground of the button that one came for.
    ///   - accentText: `#rrggbb`, the words on it.
    init(accent: String, accentText: String) {
        let colours = ":root { --accent: \(accent); --accent-text: \(accentText); }"
        let sheet = String(decoding: PackageResources.unsubscribe_css, as: UTF8.self)
        css = "\n\(colours)\n\(sheet)"
        hash = "sha256-" + Data(SHA256.hash(data: Data(css.utf8))).base64EncodedString()
    }
}
