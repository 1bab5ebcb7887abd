extension MarkdownSample {
    /// Links.
    static let links: [MarkdownSample] = [
        // Links
        MarkdownSample(
            "[un](https://b.example/a \"titre\")", "<p><a href=\"https://b.example/a\" title=\"titre\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[un](https://b.example/a)", "<p><a href=\"https://b.example/a\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample("[](https://b.example/a)", "<p>[](https://b.example/a)</p>", "[](https://b.example/a)"),
        MarkdownSample("[un]()", "<p>[un]()</p>", "[un]()"),
        MarkdownSample("[un](<>)", "<p>[un]()</p>", "[un]()"),
        MarkdownSample(
            "[un](https://b.example/a b)", "<p>[un](<a href=\"https://b.example/a\">https://b.example/a</a> b)</p>",
            "[un](https://b.example/a b)"),
        MarkdownSample(
            "[un](<https://b.example/a b>)", "<p><a href=\"https://b.example/a%20b\">un</a></p>",
            "un\nhttps://b.example/a%20b"),
        MarkdownSample(
            "[un](https://b.example/a\nb)", "<p>[un](<a href=\"https://b.example/a\">https://b.example/a</a>\nb)</p>",
            "[un](https://b.example/a b)"),
        MarkdownSample(
            "[un](<https://b.example/a)b>)", "<p><a href=\"https://b.example/a)b\">un</a></p>",
            "un\nhttps://b.example/a)b"),
        MarkdownSample("[un](<https://b.example\\>)", "<p>[un](https://b.example\\)</p>", "[un](https://b.example\\)"),
        MarkdownSample("[un](\\(deux\\))", "<p>[un]((deux))</p>", "[un]((deux))"),
        MarkdownSample(
            "[un](https://b.example/a_(b)_c(d))", "<p><a href=\"https://b.example/a_(b)_c(d)\">un</a></p>",
            "un\nhttps://b.example/a_(b)_c(d)"),
        MarkdownSample(
            "[un](https://b.example/a(b)", "<p>[un](<a href=\"https://b.example/a(b)\">https://b.example/a(b)</a></p>",
            "[un](https://b.example/a(b)"),
        MarkdownSample(
            "[un](https://b.example/a\\(b)", "<p><a href=\"https://b.example/a(b\">un</a></p>",
            "un\nhttps://b.example/a(b"),
        MarkdownSample(
            "[un](https://b.example/a?q=1#deux)", "<p><a href=\"https://b.example/a?q=1#deux\">un</a></p>",
            "un\nhttps://b.example/a?q=1#deux"),
        MarkdownSample("[un](#deux)", "<p>[un](#deux)</p>", "[un](#deux)"),
        MarkdownSample(
            "[un](https://b.example/a\\b)", "<p><a href=\"https://b.example/a%5Cb\">un</a></p>",
            "un\nhttps://b.example/a%5Cb"),
        MarkdownSample(
            "[un](https://b.example/a%20b&auml;)", "<p><a href=\"https://b.example/a%20b%C3%A4\">un</a></p>",
            "un\nhttps://b.example/a%20b%C3%A4"),
        MarkdownSample(
            "[un](https://b.example/a 'titre')", "<p><a href=\"https://b.example/a\" title=\"titre\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[un](https://b.example/a (titre))", "<p><a href=\"https://b.example/a\" title=\"titre\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[un](https://b.example/a \"ti\\\"tre\")",
            "<p><a href=\"https://b.example/a\" title=\"ti&quot;tre\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[un](https://b.example/a\u{A0}\"titre\")",
            "<p><a href=\"https://b.example/a%C2%A0%22titre%22\">un</a></p>",
            "un\nhttps://b.example/a%C2%A0%22titre%22"),
        MarkdownSample(
            "[un](https://b.example/a \"ti \"tr\" e\")",
            "<p>[un](<a href=\"https://b.example/a\">https://b.example/a</a> &quot;ti &quot;tr&quot; e&quot;)</p>",
            "[un](https://b.example/a \"ti \"tr\" e\")"),
        MarkdownSample(
            "[un](   https://b.example/a\n  \"titre\"  )",
            "<p><a href=\"https://b.example/a\" title=\"titre\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[un] (https://b.example/a)", "<p>[un] (<a href=\"https://b.example/a\">https://b.example/a</a>)</p>",
            "[un] (https://b.example/a)"),
        MarkdownSample(
            "[un [deux [trois]]](https://b.example/a)", "<p><a href=\"https://b.example/a\">un [deux [trois]]</a></p>",
            "un [deux [trois]]\nhttps://b.example/a"),
        MarkdownSample(
            "[un] deux](https://b.example/a)",
            "<p>[un] deux](<a href=\"https://b.example/a\">https://b.example/a</a>)</p>",
            "[un] deux](https://b.example/a)"),
        MarkdownSample(
            "[un [deux](https://b.example/a)", "<p>[un <a href=\"https://b.example/a\">deux</a></p>",
            "[un deux <https://b.example/a>"),
        MarkdownSample(
            "[un \\[deux](https://b.example/a)", "<p><a href=\"https://b.example/a\">un [deux</a></p>",
            "un [deux\nhttps://b.example/a"),
        MarkdownSample(
            "[un *deux **trois** `quatre`*](https://b.example/a)",
            "<p><a href=\"https://b.example/a\">un <em>deux <strong>trois</strong> <code>quatre</code></em></a></p>",
            "un deux trois quatre\nhttps://b.example/a"),
        MarkdownSample(
            "[![Tasse](https://b.example/t.png)](https://b.example/a)",
            "<p><a href=\"https://b.example/a\"><img src=\"https://b.example/t.png\" alt=\"Tasse\" width=\"552\"></a></p>",
            "Tasse\nhttps://b.example/a"),
        MarkdownSample(
            "[un [deux](https://b.example/a) trois](https://b.example/c)",
            "<p>[un <a href=\"https://b.example/a\">deux</a> trois](<a href=\"https://b.example/c\">https://b.example/c</a>)</p>",
            "[un deux <https://b.example/a> trois](https://b.example/c)"),
        MarkdownSample(
            "*[un*](https://b.example/a)", "<p>*<a href=\"https://b.example/a\">un*</a></p>",
            "*un* <https://b.example/a>"),
        MarkdownSample(
            "[un *deux](https://b.example/a*)", "<p><a href=\"https://b.example/a*\">un *deux</a></p>",
            "un *deux\nhttps://b.example/a*"),
        MarkdownSample(
            "[un`](https://b.example/a)`", "<p>[un<code>](https://b.example/a)</code></p>",
            "[un](https://b.example/a)"),
        MarkdownSample(
            "[un][deux]\n\n[deux]: https://b.example/a \"titre\"",
            "<p><a href=\"https://b.example/a\" title=\"titre\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[un *deux*][trois]\n\n[trois]: https://b.example/a",
            "<p><a href=\"https://b.example/a\">un <em>deux</em></a></p>",
            "un deux\nhttps://b.example/a"),
        MarkdownSample(
            "[un][DEUX]\n\n[deux]: https://b.example/a", "<p><a href=\"https://b.example/a\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[un] [deux]\n\n[deux]: https://b.example/a", "<p>[un] <a href=\"https://b.example/a\">deux</a></p>",
            "[un] deux <https://b.example/a>"),
        MarkdownSample(
            "[un][]\n\n[un]: https://b.example/a", "<p><a href=\"https://b.example/a\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[*un* deux][]\n\n[*un* deux]: https://b.example/a",
            "<p><a href=\"https://b.example/a\"><em>un</em> deux</a></p>",
            "un deux\nhttps://b.example/a"),
        MarkdownSample(
            "[[un]]\n\n[un]: https://b.example/a", "<p>[<a href=\"https://b.example/a\">un</a>]</p>",
            "[un <https://b.example/a>]"),
        MarkdownSample("\\[un]\n\n[un]: https://b.example/a", "<p>[un]</p>", "[un]"),
        MarkdownSample(
            "[un](non) [un]\n\n[un]: https://b.example/a", "<p>[un](non) <a href=\"https://b.example/a\">un</a></p>",
            "[un](non) un <https://b.example/a>"),
        MarkdownSample(
            "[un](mailto:aide@b.example)", "<p><a href=\"mailto:aide@b.example\">un</a></p>",
            "un\naide@b.example"),
        MarkdownSample("[un](http://b.example/a)", "<p>[un](http://b.example/a)</p>", "[un](http://b.example/a)"),
        MarkdownSample("[un](ftp://b.example/a)", "<p>[un](ftp://b.example/a)</p>", "[un](ftp://b.example/a)"),
        MarkdownSample("[un](tel:+33123456789)", "<p>[un](tel:+33123456789)</p>", "[un](tel:+33123456789)"),
        MarkdownSample(
            "[Voir](https://café.example/été)", "<p><a href=\"https://xn--caf-dma.example/%C3%A9t%C3%A9\">Voir</a></p>",
            "Voir\nhttps://xn--caf-dma.example/%C3%A9t%C3%A9"),
    ]
}
