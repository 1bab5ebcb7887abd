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
        css = """

            :root {
              color-scheme: light dark;
              --ground: #f3f1ec; --sheet: #fff; --line: #e2dfd7; --words: #23262b; --quiet: #585c63;
            }
            @media (prefers-color-scheme: dark) {
              :root { --ground: #16181b; --sheet: #212428; --line: #34383e; --words: #eceae6; --quiet: #b5b8bd; }
            }
            * { box-sizing: border-box; }
            body {
              margin: 0; padding: 2.5rem .75rem; background: var(--ground); color: var(--words);
              font: 1.0625rem/1.55 Arial, Helvetica, sans-serif;
            }
            header, main, footer { max-width: 37.5rem; margin: 0 auto; overflow-wrap: anywhere; }
            header { padding: 0 1.5rem 1rem; font-size: 1.125rem; font-weight: bold; }
            main { padding: 2.25rem 1.5rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; }
            h1 { margin: 0 0 1.125rem; font-size: 1.5rem; line-height: 1.3; text-wrap: balance; }
            p { margin: 0 0 .875rem; }
            main > :last-child { margin-bottom: 0; }
            form { margin: 1.5rem 0 0; }
            button {
              min-height: 3rem; padding: .75rem 1.5rem; font: inherit; font-weight: bold; line-height: 1.25; cursor: pointer;
              color: var(--words); background: transparent; border: 2px solid currentColor; border-radius: .375rem;
            }
            button.principal { color: \(accentText); background: \(accent); border-color: \(accent); }
            button:hover { text-decoration: underline; text-underline-offset: .2em; }
            footer { padding: 1.25rem 1.5rem 0; color: var(--quiet); font-size: .875rem; line-height: 1.45; }
            footer p { margin: 0 0 .75rem; }
            a { color: inherit; }
            :focus-visible { outline: 3px solid var(--words); outline-offset: 3px; border-radius: .375rem; }
            @media (max-width: 30rem) {
              body { padding-top: 1.5rem; }
              button { width: 100%; }
            }

            """
        hash = "sha256-" + Data(SHA256.hash(data: Data(css.utf8))).base64EncodedString()
    }
}
