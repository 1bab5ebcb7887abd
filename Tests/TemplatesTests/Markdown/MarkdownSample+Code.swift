extension MarkdownSample {
    /// Code in blocks and in lines, and HTML, which is text.
    static let code: [MarkdownSample] = [
        // Indented code blocks
        MarkdownSample("    un\n      deux", "<pre>un\n  deux\n</pre>", "un\n  deux"),
        MarkdownSample("- un\n\n      deux", "<ul>\n<li><p>un</p>\n<pre>deux\n</pre></li>\n</ul>", "- un\n\n  deux"),
        MarkdownSample("    *un*\n\n    - deux", "<pre>*un*\n\n- deux\n</pre>", "*un*\n\n- deux"),
        MarkdownSample("un\n    deux", "<p>un\ndeux</p>", "un deux"),
        MarkdownSample("    un\nmot", "<pre>un\n</pre>\n<p>mot</p>", "un\n\nmot"),
        MarkdownSample("    un\n\n\n    deux", "<pre>un\n\n\ndeux\n</pre>", "un\n\n\ndeux"),
        MarkdownSample("\n    \n    un\n", "<pre>un\n</pre>", "un"),
        // Fenced code blocks
        MarkdownSample("```\n<un>\n >\n```", "<pre>&lt;un&gt;\n &gt;\n</pre>", "<un>\n >"),
        MarkdownSample("~~~\nun\n~~~", "<pre>un\n</pre>", "un"),
        MarkdownSample("``\nun\n``", "<p><code>un</code></p>", "un"),
        MarkdownSample("```\nun\n~~~\n```", "<pre>un\n~~~\n</pre>", "un\n~~~"),
        MarkdownSample("````\nun\n```\n``````", "<pre>un\n```\n</pre>", "un\n```"),
        MarkdownSample("```", "<pre></pre>", ""),
        MarkdownSample(
            "> ```\n> un\n\ndeux", "<blockquote>\n<pre>un\n</pre>\n</blockquote>\n<p>deux</p>",
            "> un\n\ndeux"),
        MarkdownSample("```\n\n  \n```", "<pre>\n  \n</pre>", "\n  "),
        MarkdownSample("  ```\n  un\n    deux\n  ```", "<pre>un\n  deux\n</pre>", "un\n  deux"),
        MarkdownSample("    ```\n    un\n    ```", "<pre>```\nun\n```\n</pre>", "```\nun\n```"),
        MarkdownSample("```\nun\n   ```", "<pre>un\n</pre>", "un"),
        MarkdownSample(
            "un\n```\ndeux\n```\ntrois", "<p>un</p>\n<pre>deux\n</pre>\n<p>trois</p>",
            "un\n\ndeux\n\ntrois"),
        MarkdownSample("```swift\nlet a = 1\n```", "<pre>let a = 1\n</pre>", "let a = 1"),
        MarkdownSample("``` ```\nun", "<p><code> </code>\nun</p>", "  un"),
        MarkdownSample("~~~ a ``` ~~~\nun\n~~~", "<pre>un\n</pre>", "un"),
        MarkdownSample("```\n:::note\n:::\n```", "<pre>:::note\n:::\n</pre>", ":::note\n:::"),
        MarkdownSample("- ```\n  un\n  ```", "<ul>\n<li><pre>un\n</pre></li>\n</ul>", "- un"),
        // HTML
        MarkdownSample("<div>\n*un*\n</div>", "<p>&lt;div&gt;\n*un*\n&lt;/div&gt;</p>", "<div>\n*un*\n</div>"),
        MarkdownSample(
            "<table><tr><td>un</td></tr></table>\n\n*deux*",
            "<p>&lt;table&gt;&lt;tr&gt;&lt;td&gt;un&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</p>\n<p><em>deux</em></p>",
            "<table><tr><td>un</td></tr></table>\n\ndeux"),
        MarkdownSample(
            "<!-- un\n\ndeux -->\n*trois*", "<p>&lt;!-- un\n\ndeux --&gt;</p>\n<p><em>trois</em></p>",
            "<!-- un\n\ndeux -->\n\ntrois"),
        MarkdownSample(
            "<script>\nalert(1)\n</script>\nmot", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n<p>mot</p>",
            "<script>\nalert(1)\n</script>\n\nmot"),
        MarkdownSample("un <b>deux</b> trois", "<p>un &lt;b&gt;deux&lt;/b&gt; trois</p>", "un <b>deux</b> trois"),
        MarkdownSample(
            "un <a href=\"x\">deux</a>", "<p>un &lt;a href=&quot;x&quot;&gt;deux&lt;/a&gt;</p>",
            "un <a href=\"x\">deux</a>"),
        MarkdownSample("<b>*un*</b>", "<p>&lt;b&gt;<em>un</em>&lt;/b&gt;</p>", "<b>un</b>"),
        MarkdownSample("un <!-- deux --> trois", "<p>un &lt;!-- deux --&gt; trois</p>", "un <!-- deux --> trois"),
        MarkdownSample("<33> <_a>", "<p>&lt;33&gt; &lt;_a&gt;</p>", "<33> <_a>"),
        MarkdownSample("<a/><b2/>", "<p>&lt;a/&gt;&lt;b2/&gt;</p>", "<a/><b2/>"),
        MarkdownSample("un <br/> deux", "<p>un &lt;br/&gt; deux</p>", "un <br/> deux"),
        MarkdownSample("&lt;b&gt;", "<p>&lt;b&gt;</p>", "<b>"),
        // Code spans
        MarkdownSample("`un`", "<p><code>un</code></p>", "un"),
        MarkdownSample("`` un ` deux ``", "<p><code>un ` deux</code></p>", "un ` deux"),
        MarkdownSample("` `` `", "<p><code>``</code></p>", "``"),
        MarkdownSample("`  ``  `", "<p><code> `` </code></p>", " `` "),
        MarkdownSample("` a`", "<p><code> a</code></p>", " a"),
        MarkdownSample("`\u{A0}b\u{A0}`", "<p><code>\u{A0}b\u{A0}</code></p>", "\u{A0}b\u{A0}"),
        MarkdownSample("` `", "<p><code> </code></p>", " "),
        MarkdownSample("``\nun\ndeux  \ntrois\n``", "<p><code>un deux   trois</code></p>", "un deux   trois"),
        MarkdownSample("`un   deux \ntrois`", "<p><code>un   deux  trois</code></p>", "un   deux  trois"),
        MarkdownSample("`un\\`deux`", "<p><code>un\\</code>deux`</p>", "un\\deux`"),
        MarkdownSample("*un`*`", "<p>*un<code>*</code></p>", "*un*"),
        MarkdownSample("[un`](/a)`", "<p>[un<code>](/a)</code></p>", "[un](/a)"),
        MarkdownSample("`<a href=\"`\">`", "<p><code>&lt;a href=&quot;</code>&quot;&gt;`</p>", "<a href=\"\">`"),
        MarkdownSample("```un``", "<p>```un``</p>", "```un``"),
        MarkdownSample("`un", "<p>`un</p>", "`un"),
        MarkdownSample("`un``deux``", "<p>`un<code>deux</code></p>", "`undeux"),
        MarkdownSample("`**un**`", "<p><code>**un**</code></p>", "**un**"),
    ]
}
