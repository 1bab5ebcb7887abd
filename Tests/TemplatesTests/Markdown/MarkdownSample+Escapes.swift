extension MarkdownSample {
    /// Backslashes, entities, line breaks and plain words.
    static let escapes: [MarkdownSample] = [
        // Backslash escapes
        MarkdownSample(
            "\\!\\\"\\#\\$\\%\\&\\'\\(\\)\\*\\+\\,\\-\\.\\/", "<p>!&quot;#$%&amp;&#39;()*+,-./</p>",
            "!\"#$%&'()*+,-./"),
        MarkdownSample("\\→\\A\\a\\ \\3\\é", "<p>\\→\\A\\a\\ \\3\\é</p>", "\\→\\A\\a\\ \\3\\é"),
        MarkdownSample(
            "\\*non\\* \\<br/> \\[non](/a) \\`non` 1\\. non \\* non \\# non",
            "<p>*non* &lt;br/&gt; [non](/a) `non` 1. non * non # non</p>",
            "*non* <br/> [non](/a) `non` 1. non * non # non"),
        MarkdownSample("\\\\*un*", "<p>\\<em>un</em></p>", "\\un"),
        MarkdownSample("`\\[\\``", "<p>`[``</p>", "`[``"),
        MarkdownSample("    \\[\\]", "<pre>\\[\\]\n</pre>", "\\[\\]"),
        MarkdownSample("~~~\n\\[\\]\n~~~", "<pre>\\[\\]\n</pre>", "\\[\\]"),
        MarkdownSample(
            "[un](https://b.example/a\\*b \"titre\\*\")",
            "<p><a href=\"https://b.example/a*b\" title=\"titre*\">un</a></p>",
            "un\nhttps://b.example/a*b"),
        MarkdownSample("\\# un", "<p># un</p>", "# un"),
        MarkdownSample("\\- un", "<p>- un</p>", "- un"),
        MarkdownSample("1\\. un", "<p>1. un</p>", "1. un"),
        MarkdownSample("\\:::note", "<p>:::note</p>", ":::note"),
        // Entities
        MarkdownSample(
            "&nbsp; &amp; &copy; &AElig; &eacute; &frac34; &hellip;", "<p>\u{A0} &amp; © Æ é ¾ …</p>",
            "\u{A0} & © Æ é ¾ …"),
        MarkdownSample("&#35; &#1234; &#992;", "<p># Ӓ Ϡ</p>", "# Ӓ Ϡ"),
        MarkdownSample("&#X22; &#xD06; &#xcab;", "<p>&quot; ആ ಫ</p>", "\" ആ ಫ"),
        MarkdownSample(
            "&nbsp &x; &#; &#x; &ceci;", "<p>&amp;nbsp &amp;x; &amp;#; &amp;#x; &amp;ceci;</p>",
            "&nbsp &x; &#; &#x; &ceci;"),
        MarkdownSample("&copy", "<p>&amp;copy</p>", "&copy"),
        MarkdownSample("`&eacute;`", "<p><code>&amp;eacute;</code></p>", "&eacute;"),
        MarkdownSample("    &eacute;", "<pre>&amp;eacute;\n</pre>", "&eacute;"),
        MarkdownSample("&#42;un&#42;", "<p>*un*</p>", "*un*"),
        MarkdownSample("&#42; un", "<p>* un</p>", "* un"),
        MarkdownSample(
            "[un](https://b.example/a?b=1&amp;c=2)", "<p><a href=\"https://b.example/a?b=1&amp;c=2\">un</a></p>",
            "un\nhttps://b.example/a?b=1&c=2"),
        MarkdownSample(
            "[un](https://b.example/&eacute; \"&eacute;\")",
            "<p><a href=\"https://b.example/%C3%A9\" title=\"é\">un</a></p>",
            "un\nhttps://b.example/%C3%A9"),
        MarkdownSample("&laquo;&nbsp;un&nbsp;&raquo;", "<p>«\u{A0}un\u{A0}»</p>", "«\u{A0}un\u{A0}»"),
        MarkdownSample("&lt;script&gt;", "<p>&lt;script&gt;</p>", "<script>"),
        MarkdownSample("un&#10;&#10;deux", "<p>un\n\ndeux</p>", "un\n\ndeux"),
        // Hard line breaks
        MarkdownSample("un  \ndeux", "<p>un<br>\ndeux</p>", "un\ndeux"),
        MarkdownSample("un\\\ndeux", "<p>un<br>\ndeux</p>", "un\ndeux"),
        MarkdownSample("un       \ndeux", "<p>un<br>\ndeux</p>", "un\ndeux"),
        MarkdownSample("un  \n     deux", "<p>un<br>\ndeux</p>", "un\ndeux"),
        MarkdownSample("*un  \ndeux*", "<p><em>un<br>\ndeux</em></p>", "un\ndeux"),
        MarkdownSample("*un\\\ndeux*", "<p><em>un<br>\ndeux</em></p>", "un\ndeux"),
        MarkdownSample("`un  \ndeux`", "<p><code>un   deux</code></p>", "un   deux"),
        MarkdownSample("un\\", "<p>un\\</p>", "un\\"),
        MarkdownSample("un  ", "<p>un</p>", "un"),
        MarkdownSample("### un\\", "<h2>un\\</h2>", "un\\"),
        MarkdownSample("### un  ", "<h2>un</h2>", "un"),
        MarkdownSample("un\ndeux", "<p>un\ndeux</p>", "un deux"),
        MarkdownSample("un \n deux", "<p>un\ndeux</p>", "un deux"),
        // Textual content
        MarkdownSample("l’été $.;'un", "<p>l’été $.;&#39;un</p>", "l’été $.;'un"),
        MarkdownSample("Ça va ? Ωμέγα 你好", "<p>Ça va ? Ωμέγα 你好</p>", "Ça va ? Ωμέγα 你好"),
        MarkdownSample("Un   deux", "<p>Un   deux</p>", "Un   deux"),
        MarkdownSample(
            "100 % & < 3 > 2 \"mots\"", "<p>100 % &amp; &lt; 3 &gt; 2 &quot;mots&quot;</p>",
            "100 % & < 3 > 2 \"mots\""),
        MarkdownSample("Prix : 24 €", "<p>Prix : 24 €</p>", "Prix : 24 €"),
    ]
}
