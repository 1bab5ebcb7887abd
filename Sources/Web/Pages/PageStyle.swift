import Crypto
import FoundationEssentials

/// The style of every page: the letters' one column, light or dark as the reader's system is.
struct PageStyle: Sendable {
    /// What stands between `<style>` and `</style>`, to the byte.
    let css: String
    /// Its SHA-256, for the Content-Security-Policy: this style applies and no other.
    let hash: String

    /// The rule beside the masthead's hairline that a dark ground still shows, where the shop has no accent for it.
    private static let quietRule = "#b4babf"

    init(_ appearance: ShopIdentity.Appearance) {
        let light =
            "--accent: \(appearance.accent); --accent-text: \(appearance.accentText); --rule: \(appearance.accent);"
        let dark =
            "--accent: \(appearance.accentDark ?? appearance.accent); "
            + "--accent-text: \(appearance.accentDarkText ?? appearance.accentText); "
            + "--rule: \(appearance.accentDark ?? Self.quietRule);"
        let colours = ":root { \(light) }\n@media (prefers-color-scheme: dark) { :root { \(dark) } }"
        let sheet = String(decoding: PackageResources.page_css, as: UTF8.self)
        css = "\n\(colours)\n\(sheet)"
        hash = "sha256-" + Data(SHA256.hash(data: Data(css.utf8))).base64EncodedString()
    }
}
