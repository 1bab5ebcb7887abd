extension MarkdownSample {
    /// Tabs, precedence, thematic breaks and headings.
    static let headings: [MarkdownSample] = [
        // Tabs
        MarkdownSample("\tlin", "<pre>lin\n</pre>", "lin"),
        MarkdownSample("- lin\n\n\tbleu", "<ul>\n<li><p>lin</p>\n<p>bleu</p></li>\n</ul>", "- lin\n\n  bleu"),
        MarkdownSample("-\tlin", "<ul>\n<li>lin</li>\n</ul>", "- lin"),
        MarkdownSample("#\tTitre", "<h2>Titre</h2>", "Titre"),
        MarkdownSample("> \tlin", "<blockquote>\n<p>lin</p>\n</blockquote>", "> lin"),
        MarkdownSample("*\t*\t*\t", "<hr>", "* * *"),
        // Precedence
        MarkdownSample("- `un\n- deux`", "<ul>\n<li>`un</li>\n<li>deux`</li>\n</ul>", "- `un\n- deux`"),
        MarkdownSample(
            "> **un\n\ndeux**", "<blockquote>\n<p>**un</p>\n</blockquote>\n<p>deux**</p>",
            "> **un\n\ndeux**"),
        // Thematic breaks
        MarkdownSample("***\n---\n___", "<hr>\n<hr>\n<hr>", "* * *\n\n* * *\n\n* * *"),
        MarkdownSample("+++", "<p>+++</p>", "+++"),
        MarkdownSample("===", "<p>===</p>", "==="),
        MarkdownSample("--", "<p>--</p>", "--"),
        MarkdownSample("  ***", "<hr>", "* * *"),
        MarkdownSample("    ***", "<pre>***\n</pre>", "***"),
        MarkdownSample("_____________________", "<hr>", "* * *"),
        MarkdownSample("- - -", "<hr>", "* * *"),
        MarkdownSample("** * ** * **", "<hr>", "* * *"),
        MarkdownSample("-     -      -", "<hr>", "* * *"),
        MarkdownSample("_ _ _ a", "<p>_ _ _ a</p>", "_ _ _ a"),
        MarkdownSample("un\n***\ndeux", "<p>un</p>\n<hr>\n<p>deux</p>", "un\n\n* * *\n\ndeux"),
        MarkdownSample("un\n---\ndeux", "<h2>un</h2>\n<p>deux</p>", "un\n\ndeux"),
        MarkdownSample(
            "- un\n***\n- deux", "<ul>\n<li>un</li>\n</ul>\n<hr>\n<ul>\n<li>deux</li>\n</ul>",
            "- un\n\n* * *\n\n- deux"),
        MarkdownSample(
            "* un\n* * *\n* deux", "<ul>\n<li>un</li>\n</ul>\n<hr>\n<ul>\n<li>deux</li>\n</ul>",
            "- un\n\n* * *\n\n- deux"),
        MarkdownSample("- un\n- * * *", "<ul>\n<li>un</li>\n<li><hr></li>\n</ul>", "- un\n- * * *"),
        // ATX headings
        MarkdownSample("# un", "<h2>un</h2>", "un"),
        MarkdownSample(
            "# un\n## deux\n### trois\n#### quatre\n##### cinq\n###### six",
            "<h2>un</h2>\n<h3>deux</h3>\n<h4>trois</h4>\n<h5>quatre</h5>\n<h6>cinq</h6>\n<h6>six</h6>",
            "un\n\ndeux\n\ntrois\n\nquatre\n\ncinq\n\nsix"),
        MarkdownSample("####### sept", "<p>####### sept</p>", "####### sept"),
        MarkdownSample("#un", "<p>#un</p>", "#un"),
        MarkdownSample("\\## un", "<p>## un</p>", "## un"),
        MarkdownSample("# un *deux* \\*trois\\*", "<h2>un <em>deux</em> *trois*</h2>", "un deux *trois*"),
        MarkdownSample("#      un     ", "<h2>un</h2>", "un"),
        MarkdownSample("   # un", "<h2>un</h2>", "un"),
        MarkdownSample("    # un", "<pre># un\n</pre>", "# un"),
        MarkdownSample("un\n# deux", "<p>un</p>\n<h2>deux</h2>", "un\n\ndeux"),
        MarkdownSample("## un ##", "<h2>un</h2>", "un"),
        MarkdownSample("# un #####", "<h2>un</h2>", "un"),
        MarkdownSample("# un ### deux", "<h2>un ### deux</h2>", "un ### deux"),
        MarkdownSample("# un\\#", "<h2>un#</h2>", "un#"),
        MarkdownSample("#", "<h2></h2>", ""),
        MarkdownSample("## un\n\n#### deux", "<h2>un</h2>\n<h3>deux</h3>", "un\n\ndeux"),
        MarkdownSample(
            "### un\n\n## deux\n\n### trois", "<h2>un</h2>\n<h2>deux</h2>\n<h3>trois</h3>",
            "un\n\ndeux\n\ntrois"),
        MarkdownSample("un\n## deux\ntrois", "<p>un</p>\n<h2>deux</h2>\n<p>trois</p>", "un\n\ndeux\n\ntrois"),
        // Setext headings
        MarkdownSample("Un *deux*\n=========", "<h2>Un <em>deux</em></h2>", "Un deux"),
        MarkdownSample("Un\n---", "<h2>Un</h2>", "Un"),
        MarkdownSample("Un\ndeux\n===", "<h2>Un\ndeux</h2>", "Un deux"),
        MarkdownSample("Un\n    ===", "<p>Un\n===</p>", "Un ==="),
        MarkdownSample("> un\n---", "<blockquote>\n<p>un</p>\n</blockquote>\n<hr>", "> un\n\n* * *"),
        MarkdownSample("- un\n---", "<ul>\n<li>un</li>\n</ul>\n<hr>", "- un\n\n* * *"),
        MarkdownSample("un\n\ndeux\n===", "<p>un</p>\n<h2>deux</h2>", "un\n\ndeux"),
        MarkdownSample("`un\n----\n`", "<h2>`un</h2>\n<p>`</p>", "`un\n\n`"),
        MarkdownSample("\\> un\n---", "<h2>&gt; un</h2>", "> un"),
        MarkdownSample("---\nun\n---", "<hr>\n<h2>un</h2>", "* * *\n\nun"),
    ]
}
