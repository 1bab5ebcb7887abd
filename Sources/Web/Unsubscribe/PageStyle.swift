/// The style of every page: one column, the reader's own font, light or dark as the reader's system is.
enum PageStyle {
    /// What stands between `<style>` and `</style>`, to the byte.
    static let css = """

        :root {
          color-scheme: light dark;
          --paper: #f4f3ef; --card: #fff; --line: #dddad2; --ink: #1f2328; --faint: #5c6169;
          --action: #1d4f91; --action-ink: #fff;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #15171a; --card: #1e2125; --line: #363b42; --ink: #e8e6e1; --faint: #a5abb3;
            --action: #8ab8f5; --action-ink: #0d1b2d;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; padding: 2.5rem 1.25rem; background: var(--paper); color: var(--ink);
          font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
        }
        header, main { max-width: 34rem; margin: 0 auto; overflow-wrap: anywhere; }
        header { padding: 0 .25rem 1rem; color: var(--faint); font-weight: 600; }
        main {
          padding: clamp(1.5rem, 6vw, 2.75rem); background: var(--card); border: 1px solid var(--line);
          border-radius: .75rem;
        }
        h1 { margin: 0 0 1rem; font-size: clamp(1.375rem, 5vw, 1.75rem); line-height: 1.25; text-wrap: balance; }
        p { margin: 0 0 .75rem; }
        form { margin: 1.75rem 0 0; }
        button {
          min-height: 3rem; padding: .625rem 1.75rem; font: inherit; font-weight: 600; cursor: pointer;
          color: var(--action); background: transparent; border: 2px solid var(--action); border-radius: .5rem;
        }
        button.principal { color: var(--action-ink); background: var(--action); }
        button:hover { text-decoration: underline; text-underline-offset: .2em; }
        button:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
        @media (max-width: 30rem) {
          body { padding: 1.25rem 1rem; }
          button { width: 100%; }
        }

        """

    /// The style's SHA-256 in base64, for the Content-Security-Policy: this style runs and no other.
    static let hash = "sha256-62RTYIH5t8E876uoFNd+SXLTVYe2PBHBwqw4WLtLzIU="
}
