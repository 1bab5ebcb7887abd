extension MarkdownSample {
    /// Lists.
    static let lists: [MarkdownSample] = [
        // List items
        MarkdownSample("un\n\n- deux", "<p>un</p>\n<ul>\n<li>deux</li>\n</ul>", "un\n\n- deux"),
        MarkdownSample(
            "1.  un\n\n    deux\n\n        code\n\n    > mot",
            "<ol>\n<li><p>un</p>\n<p>deux</p>\n<pre>code\n</pre>\n<blockquote>\n<p>mot</p>\n</blockquote></li>\n</ol>",
            "1. un\n\n   deux\n\n   code\n\n   > mot"),
        MarkdownSample("- un\n\n deux", "<ul>\n<li>un</li>\n</ul>\n<p>deux</p>", "- un\n\ndeux"),
        MarkdownSample("- un\n\n  deux", "<ul>\n<li><p>un</p>\n<p>deux</p></li>\n</ul>", "- un\n\n  deux"),
        MarkdownSample("-un\n\n2.deux", "<p>-un</p>\n<p>2.deux</p>", "-un\n\n2.deux"),
        MarkdownSample("- un\n\n\n  deux", "<ul>\n<li><p>un</p>\n<p>deux</p></li>\n</ul>", "- un\n\n  deux"),
        MarkdownSample("123456789. un", "<ol start=\"123456789\">\n<li>un</li>\n</ol>", "123456789. un"),
        MarkdownSample("1234567890. un", "<p>1234567890. un</p>", "1234567890. un"),
        MarkdownSample("0. un", "<ol start=\"0\">\n<li>un</li>\n</ol>", "0. un"),
        MarkdownSample("003. un", "<ol start=\"3\">\n<li>un</li>\n</ol>", "3. un"),
        MarkdownSample("-1. un", "<p>-1. un</p>", "-1. un"),
        MarkdownSample("- un\n\n      code", "<ul>\n<li><p>un</p>\n<pre>code\n</pre></li>\n</ul>", "- un\n\n  code"),
        MarkdownSample(
            "-\n  un\n-\n  ```\n  deux\n  ```", "<ul>\n<li>un</li>\n<li><pre>deux\n</pre></li>\n</ul>",
            "- un\n- deux"),
        MarkdownSample("- un\n-\n- deux", "<ul>\n<li>un</li>\n<li></li>\n<li>deux</li>\n</ul>", "- un\n-\n- deux"),
        MarkdownSample(
            "1. un\n2.\n3. deux", "<ol>\n<li>un</li>\n<li></li>\n<li>deux</li>\n</ol>",
            "1. un\n2.\n3. deux"),
        MarkdownSample("*", "<ul>\n<li></li>\n</ul>", "-"),
        MarkdownSample("mot\n*", "<p>mot\n*</p>", "mot *"),
        MarkdownSample("  1.  un\n      deux", "<ol>\n<li>un\ndeux</li>\n</ol>", "1. un deux"),
        MarkdownSample(
            "> 1. > un\ndeux",
            "<blockquote>\n<ol>\n<li><blockquote>\n<p>un\ndeux</p>\n</blockquote></li>\n</ol>\n</blockquote>",
            "> 1. > un deux"),
        MarkdownSample(
            "- un\n  - deux\n    - trois\n      - quatre",
            "<ul>\n<li>un\n<ul>\n<li>deux\n<ul>\n<li>trois\n<ul>\n<li>quatre</li>\n</ul></li>\n</ul></li>\n</ul></li>\n</ul>",
            "- un\n  - deux\n    - trois\n      - quatre"),
        MarkdownSample(
            "10) un\n    - deux", "<ol start=\"10\">\n<li>un\n<ul>\n<li>deux</li>\n</ul></li>\n</ol>",
            "10. un\n    - deux"),
        MarkdownSample("- - un", "<ul>\n<li><ul>\n<li>un</li>\n</ul></li>\n</ul>", "- - un"),
        MarkdownSample(
            "1. - 2. un", "<ol>\n<li><ul>\n<li><ol start=\"2\">\n<li>un</li>\n</ol></li>\n</ul></li>\n</ol>",
            "1. - 2. un"),
        MarkdownSample(
            "- # Un\n- Deux\n  ---\n  trois", "<ul>\n<li><h2>Un</h2></li>\n<li><h3>Deux</h3>\ntrois</li>\n</ul>",
            "- Un\n- Deux\n  trois"),
        MarkdownSample(
            "- un\n\n  > deux\n\n  trois",
            "<ul>\n<li><p>un</p>\n<blockquote>\n<p>deux</p>\n</blockquote>\n<p>trois</p></li>\n</ul>",
            "- un\n\n  > deux\n\n  trois"),
        MarkdownSample(
            "- un\n\n  1. deux\n  2. trois",
            "<ul>\n<li><p>un</p>\n<ol>\n<li>deux</li>\n<li>trois</li>\n</ol></li>\n</ul>",
            "- un\n\n  1. deux\n  2. trois"),
        MarkdownSample(
            "- [ ] un\n- [x] deux", "<ul>\n<li>[ ] un</li>\n<li>[x] deux</li>\n</ul>",
            "- [ ] un\n- [x] deux"),
        // Lists
        MarkdownSample(
            "- un\n- deux\n+ trois", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n<ul>\n<li>trois</li>\n</ul>",
            "- un\n- deux\n\n- trois"),
        MarkdownSample(
            "1. un\n2. deux\n3) trois",
            "<ol>\n<li>un</li>\n<li>deux</li>\n</ol>\n<ol start=\"3\">\n<li>trois</li>\n</ol>",
            "1. un\n2. deux\n\n3. trois"),
        MarkdownSample(
            "Mot\n- un\n- deux", "<p>Mot</p>\n<ul>\n<li>un</li>\n<li>deux</li>\n</ul>",
            "Mot\n\n- un\n- deux"),
        MarkdownSample(
            "Nous étions\n14. C’est beaucoup.", "<p>Nous étions\n14. C’est beaucoup.</p>",
            "Nous étions 14. C’est beaucoup."),
        MarkdownSample(
            "Nous étions\n1. C’est beaucoup.", "<p>Nous étions</p>\n<ol>\n<li>C’est beaucoup.</li>\n</ol>",
            "Nous étions\n\n1. C’est beaucoup."),
        MarkdownSample(
            "- un\n\n- deux\n\n\n- trois",
            "<ul>\n<li><p>un</p></li>\n<li><p>deux</p></li>\n<li><p>trois</p></li>\n</ul>",
            "- un\n\n- deux\n\n- trois"),
        MarkdownSample(
            "- un\n  - deux\n    - trois\n\n\n      quatre",
            "<ul>\n<li>un\n<ul>\n<li>deux\n<ul>\n<li><p>trois</p>\n<p>quatre</p></li>\n</ul></li>\n</ul></li>\n</ul>",
            "- un\n  - deux\n    - trois\n\n      quatre"),
        MarkdownSample(
            "- un\n- deux\n\n<!-- -->\n\n- trois",
            "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n<p>&lt;!-- --&gt;</p>\n<ul>\n<li>trois</li>\n</ul>",
            "- un\n- deux\n\n<!-- -->\n\n- trois"),
        MarkdownSample(
            "- un\n - deux\n  - trois\n   - quatre",
            "<ul>\n<li>un</li>\n<li>deux</li>\n<li>trois</li>\n<li>quatre</li>\n</ul>",
            "- un\n- deux\n- trois\n- quatre"),
        MarkdownSample(
            "1. un\n\n  2. deux\n\n   3. trois",
            "<ol>\n<li><p>un</p></li>\n<li><p>deux</p></li>\n<li><p>trois</p></li>\n</ol>",
            "1. un\n\n2. deux\n\n3. trois"),
        MarkdownSample(
            "- un\n- deux\n\n- trois", "<ul>\n<li><p>un</p></li>\n<li><p>deux</p></li>\n<li><p>trois</p></li>\n</ul>",
            "- un\n\n- deux\n\n- trois"),
        MarkdownSample(
            "* un\n*\n\n* trois", "<ul>\n<li><p>un</p></li>\n<li></li>\n<li><p>trois</p></li>\n</ul>",
            "- un\n\n-\n\n- trois"),
        MarkdownSample(
            "- un\n- deux\n\n  trois\n- quatre",
            "<ul>\n<li><p>un</p></li>\n<li><p>deux</p>\n<p>trois</p></li>\n<li><p>quatre</p></li>\n</ul>",
            "- un\n\n- deux\n\n  trois\n\n- quatre"),
        MarkdownSample(
            "- un\n- ```\n  deux\n\n\n  ```\n- trois",
            "<ul>\n<li>un</li>\n<li><pre>deux\n\n\n</pre></li>\n<li>trois</li>\n</ul>",
            "- un\n- deux\n\n\n- trois"),
        MarkdownSample(
            "- un\n  - deux\n\n    trois\n- quatre",
            "<ul>\n<li>un\n<ul>\n<li><p>deux</p>\n<p>trois</p></li>\n</ul></li>\n<li>quatre</li>\n</ul>",
            "- un\n  - deux\n\n    trois\n- quatre"),
        MarkdownSample(
            "* un\n  > deux\n  >\n* trois",
            "<ul>\n<li>un\n<blockquote>\n<p>deux</p>\n</blockquote></li>\n<li>trois</li>\n</ul>",
            "- un\n  > deux\n- trois"),
        MarkdownSample(
            "1. ```\n   un\n   ```\n\n   deux", "<ol>\n<li><pre>un\n</pre>\n<p>deux</p></li>\n</ol>",
            "1. un\n\n   deux"),
        MarkdownSample(
            "* un\n  * deux\n\n  trois", "<ul>\n<li><p>un</p>\n<ul>\n<li>deux</li>\n</ul>\n<p>trois</p></li>\n</ul>",
            "- un\n\n  - deux\n\n  trois"),
        MarkdownSample(
            "- un\n  - deux\n  - trois\n\n- quatre\n  - cinq",
            "<ul>\n<li><p>un</p>\n<ul>\n<li>deux</li>\n<li>trois</li>\n</ul></li>\n<li><p>quatre</p>\n<ul>\n<li>cinq</li>\n</ul></li>\n</ul>",
            "- un\n\n  - deux\n  - trois\n\n- quatre\n\n  - cinq"),
        MarkdownSample(
            "9. neuf\n10. dix\n11. onze", "<ol start=\"9\">\n<li>neuf</li>\n<li>dix</li>\n<li>onze</li>\n</ol>",
            "9. neuf\n10. dix\n11. onze"),
        MarkdownSample("3. un\n1. deux", "<ol start=\"3\">\n<li>un</li>\n<li>deux</li>\n</ol>", "3. un\n4. deux"),
        MarkdownSample(
            "- un\n\n\n\nmot\n\n- deux", "<ul>\n<li>un</li>\n</ul>\n<p>mot</p>\n<ul>\n<li>deux</li>\n</ul>",
            "- un\n\nmot\n\n- deux"),
        MarkdownSample(
            "1. un\n   1. deux\n      1. trois",
            "<ol>\n<li>un\n<ol>\n<li>deux\n<ol>\n<li>trois</li>\n</ol></li>\n</ol></li>\n</ol>",
            "1. un\n   1. deux\n      1. trois"),
        MarkdownSample("- un  \n  deux", "<ul>\n<li>un<br>\ndeux</li>\n</ul>", "- un\n  deux"),
        MarkdownSample(
            "- ~~un~~ **deux**\n- [trois](https://b.example/a)",
            "<ul>\n<li><del>un</del> <strong>deux</strong></li>\n<li><a href=\"https://b.example/a\">trois</a></li>\n</ul>",
            "- ~~un~~ deux\n- trois\n  https://b.example/a"),
    ]
}
