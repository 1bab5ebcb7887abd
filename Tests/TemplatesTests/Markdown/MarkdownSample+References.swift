extension MarkdownSample {
    /// Reference definitions, images and autolinks.
    static let references: [MarkdownSample] = [
        // Link reference definitions
        MarkdownSample(
            "[un]: https://b.example/a \"Titre\"\n\n[un]",
            "<p><a href=\"https://b.example/a\" title=\"Titre\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "   [un]: \n      https://b.example/a  \n           'le titre'  \n\n[un]",
            "<p><a href=\"https://b.example/a\" title=\"le titre\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[un]: https://b.example/a\n[un]: https://b.example/b\n\n[un]",
            "<p><a href=\"https://b.example/a\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[UN]: https://b.example/a\n\n[un]", "<p><a href=\"https://b.example/a\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[un]\n\n[un]: https://b.example/a", "<p><a href=\"https://b.example/a\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[un]: <https://b.example/a>\n\n[un]", "<p><a href=\"https://b.example/a\">un</a></p>",
            "un\nhttps://b.example/a"),
        MarkdownSample(
            "[un]: https://b.example/a \"titre\" mot\n\n[un]",
            "<p>[un]: <a href=\"https://b.example/a\">https://b.example/a</a> &quot;titre&quot; mot</p>\n<p>[un]</p>",
            "[un]: https://b.example/a \"titre\" mot\n\n[un]"),
        MarkdownSample("[un]:\n\n[un]", "<p>[un]:</p>\n<p>[un]</p>", "[un]:\n\n[un]"),
        MarkdownSample(
            "mot\n[un]: https://b.example/a\n\n[un]",
            "<p>mot\n[un]: <a href=\"https://b.example/a\">https://b.example/a</a></p>\n<p>[un]</p>",
            "mot [un]: https://b.example/a\n\n[un]"),
        MarkdownSample(
            "# [Un]\n[un]: https://b.example/a\n> mot",
            "<h2><a href=\"https://b.example/a\">Un</a></h2>\n<blockquote>\n<p>mot</p>\n</blockquote>",
            "Un <https://b.example/a>\n\n> mot"),
        MarkdownSample(
            "> [un]: https://b.example/a\n\n[un]",
            "<blockquote>\n\n</blockquote>\n<p><a href=\"https://b.example/a\">un</a></p>",
            ">\n\nun\nhttps://b.example/a"),
        MarkdownSample("[un]: https://b.example/a", "", ""),
        MarkdownSample(
            "```\n[un]: https://b.example/a\n```\n\n[un]", "<pre>[un]: https://b.example/a\n</pre>\n<p>[un]</p>",
            "[un]: https://b.example/a\n\n[un]"),
        // Images
        MarkdownSample(
            "![Tasse](https://b.example/t.png \"titre\")",
            "<p><img src=\"https://b.example/t.png\" alt=\"Tasse\" title=\"titre\" width=\"552\"></p>",
            "Tasse"),
        MarkdownSample(
            "![Tasse *bleue*](https://b.example/t.png)",
            "<p><img src=\"https://b.example/t.png\" alt=\"Tasse bleue\" width=\"552\"></p>",
            "Tasse bleue"),
        MarkdownSample(
            "![Tasse ![bleue](https://b.example/b.png)](https://b.example/t.png)",
            "<p><img src=\"https://b.example/t.png\" alt=\"Tasse bleue\" width=\"552\"></p>",
            "Tasse bleue"),
        MarkdownSample(
            "![Tasse [bleue](https://b.example/a)](https://b.example/t.png)",
            "<p><img src=\"https://b.example/t.png\" alt=\"Tasse bleue\" width=\"552\"></p>",
            "Tasse bleue"),
        MarkdownSample(
            "![Tasse][t]\n\n[t]: https://b.example/t.png \"titre\"",
            "<p><img src=\"https://b.example/t.png\" alt=\"Tasse\" title=\"titre\" width=\"552\"></p>",
            "Tasse"),
        MarkdownSample(
            "![Tasse][]\n\n[tasse]: https://b.example/t.png",
            "<p><img src=\"https://b.example/t.png\" alt=\"Tasse\" width=\"552\"></p>",
            "Tasse"),
        MarkdownSample(
            "![Tasse]\n\n[tasse]: https://b.example/t.png",
            "<p><img src=\"https://b.example/t.png\" alt=\"Tasse\" width=\"552\"></p>",
            "Tasse"),
        MarkdownSample(
            "![](https://b.example/t.png)", "<p>![](https://b.example/t.png)</p>",
            "![](https://b.example/t.png)"),
        MarkdownSample("![Tasse](t.png)", "<p>![Tasse](t.png)</p>", "![Tasse](t.png)"),
        MarkdownSample("!\\[Tasse]", "<p>![Tasse]</p>", "![Tasse]"),
        MarkdownSample(
            "\\![Tasse]\n\n[tasse]: https://b.example/a", "<p>!<a href=\"https://b.example/a\">Tasse</a></p>",
            "!Tasse <https://b.example/a>"),
        MarkdownSample(
            "Mot ![Tasse](https://b.example/t.png) mot",
            "<p>Mot <img src=\"https://b.example/t.png\" alt=\"Tasse\"> mot</p>",
            "Mot Tasse mot"),
        MarkdownSample(
            "![Tasse](<https://b.example/t 1.png>)",
            "<p><img src=\"https://b.example/t%201.png\" alt=\"Tasse\" width=\"552\"></p>",
            "Tasse"),
        MarkdownSample(
            "**![Tasse](https://b.example/t.png)**",
            "<p><strong><img src=\"https://b.example/t.png\" alt=\"Tasse\"></strong></p>",
            "Tasse"),
        MarkdownSample(
            "# ![Tasse](https://b.example/t.png)", "<h2><img src=\"https://b.example/t.png\" alt=\"Tasse\"></h2>",
            "Tasse"),
        // Autolinks
        MarkdownSample(
            "<https://b.example/a?q=1&b=(c)>",
            "<p><a href=\"https://b.example/a?q=1&amp;b=(c)\">https://b.example/a?q=1&amp;b=(c)</a></p>",
            "https://b.example/a?q=1&b=(c)"),
        MarkdownSample(
            "<MAILTO:AIDE@B.EXAMPLE>", "<p><a href=\"mailto:AIDE@B.EXAMPLE\">AIDE@B.EXAMPLE</a></p>",
            "AIDE@B.EXAMPLE"),
        MarkdownSample(
            "<aide@b.example>", "<p><a href=\"mailto:aide@b.example\">aide@b.example</a></p>",
            "aide@b.example"),
        MarkdownSample("<http://b.example>", "<p>http://b.example</p>", "http://b.example"),
        MarkdownSample(
            "<https://b.example/\\[\\>", "<p><a href=\"https://b.example/%5C%5B%5C\">https://b.example/\\[\\</a></p>",
            "https://b.example/%5C%5B%5C"),
        MarkdownSample(
            "<https://b.example/`a`>", "<p><a href=\"https://b.example/%60a%60\">https://b.example/`a`</a></p>",
            "https://b.example/%60a%60"),
        MarkdownSample(
            "<https://b.example/a b>", "<p>&lt;<a href=\"https://b.example/a\">https://b.example/a</a> b&gt;</p>",
            "<https://b.example/a b>"),
        MarkdownSample(
            "< https://b.example >", "<p>&lt; <a href=\"https://b.example\">https://b.example</a> &gt;</p>",
            "< https://b.example >"),
        MarkdownSample("<b.example>", "<p>&lt;b.example&gt;</p>", "<b.example>"),
        MarkdownSample("<>", "<p>&lt;&gt;</p>", "<>"),
        MarkdownSample(
            "https://b.example/a", "<p><a href=\"https://b.example/a\">https://b.example/a</a></p>",
            "https://b.example/a"),
        MarkdownSample(
            "(https://b.example/a)", "<p>(<a href=\"https://b.example/a\">https://b.example/a</a>)</p>",
            "(https://b.example/a)"),
        MarkdownSample(
            "https://b.example/a.", "<p><a href=\"https://b.example/a\">https://b.example/a</a>.</p>",
            "https://b.example/a."),
        MarkdownSample(
            "https://b.example/a_(b)", "<p><a href=\"https://b.example/a_(b)\">https://b.example/a_(b)</a></p>",
            "https://b.example/a_(b)"),
        MarkdownSample(
            "https://b.example/a&copy;", "<p><a href=\"https://b.example/a\">https://b.example/a</a>©</p>",
            "https://b.example/a©"),
        MarkdownSample("www.b.example/a", "<p>www.b.example/a</p>", "www.b.example/a"),
        MarkdownSample(
            "aide@b.example", "<p><a href=\"mailto:aide@b.example\">aide@b.example</a></p>",
            "aide@b.example"),
        MarkdownSample(
            "aide@b.example.", "<p><a href=\"mailto:aide@b.example\">aide@b.example</a>.</p>",
            "aide@b.example."),
        MarkdownSample(
            "aide_@b.example", "<p><a href=\"mailto:aide_@b.example\">aide_@b.example</a></p>",
            "aide_@b.example"),
        MarkdownSample(
            "https://b.example/**a**", "<p><a href=\"https://b.example/**a\">https://b.example/**a</a>**</p>",
            "https://b.example/**a**"),
        MarkdownSample(
            "« https://b.example/a »", "<p>« <a href=\"https://b.example/a\">https://b.example/a</a> »</p>",
            "« https://b.example/a »"),
        MarkdownSample(
            "Voir https://b.example/a\u{202F}!",
            "<p>Voir <a href=\"https://b.example/a\">https://b.example/a</a>\u{202F}!</p>",
            "Voir https://b.example/a\u{202F}!"),
        MarkdownSample(
            "https://b.example/?q=été",
            "<p><a href=\"https://b.example/?q=%C3%A9t%C3%A9\">https://b.example/?q=été</a></p>",
            "https://b.example/?q=%C3%A9t%C3%A9"),
        MarkdownSample(
            "[https://b.example/a](https://b.example/b)",
            "<p><a href=\"https://b.example/b\">https://b.example/a</a></p>",
            "https://b.example/a\nhttps://b.example/b"),
    ]
}
