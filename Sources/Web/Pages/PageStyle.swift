import Crypto
import FoundationEssentials

/// The style of every page: the letters' one column, light or dark as the reader's system is.
struct PageStyle: Sendable {
    /// What stands between `<style>` and `</style>`, to the byte.
    let css: String
    /// Its SHA-256, for the Content-Security-Policy: this style applies and no other.
    let hash: String

    init(_ appearance: ShopIdentity.Appearance) {
        let day = ":root { \(Self.variables(appearance.day)) }"
        let night = "@media (prefers-color-scheme: dark) { :root { \(Self.variables(appearance.night)) } }"
        let sheet = String(decoding: PackageResources.page_css, as: UTF8.self)
        css = "\n\(day)\n\(night)\n\(sheet)"
        hash = "sha256-" + Data(SHA256.hash(data: Data(css.utf8))).base64EncodedString()
    }

    private static func variables(_ palette: ShopIdentity.Appearance.Palette) -> String {
        "--accent: \(palette.accent); --accent-text: \(palette.accentText); "
            + "--masthead: \(palette.masthead); --masthead-text: \(palette.mastheadText);"
    }
}
