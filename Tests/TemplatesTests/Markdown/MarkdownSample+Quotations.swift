extension MarkdownSample {
    /// Paragraphs, quotations and tables.
    static let quotations: [MarkdownSample] = [
        // Paragraphs
        MarkdownSample("un\n\ndeux", "<p>un</p>\n<p>deux</p>", "un\n\ndeux"),
        MarkdownSample("un\ndeux\n\ntrois\nquatre", "<p>un\ndeux</p>\n<p>trois\nquatre</p>", "un deux\n\ntrois quatre"),
        MarkdownSample("un\n\n\ndeux", "<p>un</p>\n<p>deux</p>", "un\n\ndeux"),
        MarkdownSample("  un\n deux", "<p>un\ndeux</p>", "un deux"),
        MarkdownSample("un\n             deux\n                     trois", "<p>un\ndeux\ntrois</p>", "un deux trois"),
        MarkdownSample("   un\ndeux", "<p>un\ndeux</p>", "un deux"),
        MarkdownSample("un     \ndeux     ", "<p>un<br>\ndeux</p>", "un\ndeux"),
        MarkdownSample("un\r\ndeux\r\n\r\ntrois", "<p>un\ndeux</p>\n<p>trois</p>", "un deux\n\ntrois"),
        // Block quotes
        MarkdownSample(
            "> # Un\n> deux\n> trois", "<blockquote>\n<h2>Un</h2>\n<p>deux\ntrois</p>\n</blockquote>",
            "> Un\n>\n> deux trois"),
        MarkdownSample("># Un\n>deux", "<blockquote>\n<h2>Un</h2>\n<p>deux</p>\n</blockquote>", "> Un\n>\n> deux"),
        MarkdownSample("   > un\n > deux", "<blockquote>\n<p>un\ndeux</p>\n</blockquote>", "> un deux"),
        MarkdownSample("> un\ndeux", "<blockquote>\n<p>un\ndeux</p>\n</blockquote>", "> un deux"),
        MarkdownSample(
            "> - un\n> - deux\nmot", "<blockquote>\n<ul>\n<li>un</li>\n<li>deux\nmot</li>\n</ul>\n</blockquote>",
            "> - un\n> - deux mot"),
        MarkdownSample("> ```\nun\n```", "<blockquote>\n<pre></pre>\n</blockquote>\n<p>un</p>\n<pre></pre>", ">\n\nun"),
        MarkdownSample(">", "<blockquote>\n\n</blockquote>", ">"),
        MarkdownSample(">\n>  \n> ", "<blockquote>\n\n</blockquote>", ">"),
        MarkdownSample(
            "> un\n\n> deux", "<blockquote>\n<p>un</p>\n</blockquote>\n<blockquote>\n<p>deux</p>\n</blockquote>",
            "> un\n\n> deux"),
        MarkdownSample("> un\n>\n> deux", "<blockquote>\n<p>un</p>\n<p>deux</p>\n</blockquote>", "> un\n>\n> deux"),
        MarkdownSample("mot\n> un", "<p>mot</p>\n<blockquote>\n<p>un</p>\n</blockquote>", "mot\n\n> un"),
        MarkdownSample(
            "> un\n***\n> deux",
            "<blockquote>\n<p>un</p>\n</blockquote>\n<hr>\n<blockquote>\n<p>deux</p>\n</blockquote>",
            "> un\n\n* * *\n\n> deux"),
        MarkdownSample(
            "> > > un\ndeux",
            "<blockquote>\n<blockquote>\n<blockquote>\n<p>un\ndeux</p>\n</blockquote>\n</blockquote>\n</blockquote>",
            "> > > un deux"),
        MarkdownSample(
            ">     code\n\n>    mot",
            "<blockquote>\n<pre>code\n</pre>\n</blockquote>\n<blockquote>\n<p>mot</p>\n</blockquote>",
            "> code\n\n> mot"),
        MarkdownSample(
            "> « Bien reçu, merci. »\n>\n> Camille",
            "<blockquote>\n<p>« Bien reçu, merci. »</p>\n<p>Camille</p>\n</blockquote>",
            "> « Bien reçu, merci. »\n>\n> Camille"),
        // Tables
        MarkdownSample(
            "| un | deux |\n| --- | --- |\n| a | b |",
            "<table>\n<tr><th scope=\"col\">un</th><th scope=\"col\">deux</th></tr>\n<tr><td>a</td><td>b</td></tr>\n</table>",
            "un  deux\n--  ----\na   b"),
        MarkdownSample(
            "| un | deux |\n| :-: | ---: |\n| a | 1,50 € |",
            "<table>\n<tr><th scope=\"col\">un</th><th scope=\"col\">deux</th></tr>\n<tr><td>a</td><td>1,50 €</td></tr>\n</table>",
            "un    deux\n--  ------\na   1,50 €"),
        MarkdownSample(
            "un | deux\n--- | ---\na | b",
            "<table>\n<tr><th scope=\"col\">un</th><th scope=\"col\">deux</th></tr>\n<tr><td>a</td><td>b</td></tr>\n</table>",
            "un  deux\n--  ----\na   b"),
        MarkdownSample(
            "| un |\n| --- |\n| a \\| b |",
            "<table>\n<tr><th scope=\"col\">un</th></tr>\n<tr><td>a | b</td></tr>\n</table>",
            "un\n-----\na | b"),
        MarkdownSample(
            "| un |\n| --- |\n| `a \\| b` |",
            "<table>\n<tr><th scope=\"col\">un</th></tr>\n<tr><td><code>a | b</code></td></tr>\n</table>",
            "un\n-----\na | b"),
        MarkdownSample(
            "| un | deux |\n| --- | --- |\n| a | b |\n> mot",
            "<table>\n<tr><th scope=\"col\">un</th><th scope=\"col\">deux</th></tr>\n<tr><td>a</td><td>b</td></tr>\n</table>\n<blockquote>\n<p>mot</p>\n</blockquote>",
            "un  deux\n--  ----\na   b\n\n> mot"),
        MarkdownSample(
            "| un | deux |\n| --- | --- |\n| a | b |\nc\n\nmot",
            "<table>\n<tr><th scope=\"col\">un</th><th scope=\"col\">deux</th></tr>\n<tr><td>a</td><td>b</td></tr>\n<tr><td>c</td><td></td></tr>\n</table>\n<p>mot</p>",
            "un  deux\n--  ----\na   b\nc\n\nmot"),
        MarkdownSample(
            "| un | deux |\n| --- |\n| a |", "<p>| un | deux |\n| --- |\n| a |</p>",
            "| un | deux | | --- | | a |"),
        MarkdownSample(
            "| un | deux |\n| --- | --- |\n| a |\n| b | c | d |",
            "<table>\n<tr><th scope=\"col\">un</th><th scope=\"col\">deux</th></tr>\n<tr><td>a</td><td></td></tr>\n<tr><td>b</td><td>c</td></tr>\n</table>",
            "un  deux\n--  ----\na\nb   c"),
        MarkdownSample(
            "| un | deux |\n| --- | --- |",
            "<table>\n<tr><th scope=\"col\">un</th><th scope=\"col\">deux</th></tr>\n</table>",
            "un  deux\n--  ----"),
        MarkdownSample(
            "| **un** | *deux* |\n| --- | --- |\n| [a](https://b.example/a) | ~~b~~ |",
            "<table>\n<tr><th scope=\"col\"><strong>un</strong></th><th scope=\"col\"><em>deux</em></th></tr>\n<tr><td><a href=\"https://b.example/a\">a</a></td><td><del>b</del></td></tr>\n</table>",
            "un  deux\n--  -----\na   ~~b~~"),
        MarkdownSample(
            "mot\n| un |\n| --- |\n| a |",
            "<p>mot</p>\n<table>\n<tr><th scope=\"col\">un</th></tr>\n<tr><td>a</td></tr>\n</table>",
            "mot\n\nun\n--\na"),
        MarkdownSample(
            "- | un |\n  | --- |\n  | a |",
            "<ul>\n<li><table>\n<tr><th scope=\"col\">un</th></tr>\n<tr><td>a</td></tr>\n</table></li>\n</ul>",
            "- un\n  --\n  a"),
        MarkdownSample(
            "> | un |\n> | --- |\n> | a |",
            "<blockquote>\n<table>\n<tr><th scope=\"col\">un</th></tr>\n<tr><td>a</td></tr>\n</table>\n</blockquote>",
            "> un\n> --\n> a"),
        MarkdownSample(
            "| un |\n| :--- |\n| ![Tasse](https://b.example/t.png) |",
            "<table>\n<tr><th scope=\"col\">un</th></tr>\n<tr><td><img src=\"https://b.example/t.png\" alt=\"Tasse\"></td></tr>\n</table>",
            "un\n-----\nTasse"),
        MarkdownSample(
            "|un|\n|-|\n||", "<table>\n<tr><th scope=\"col\">un</th></tr>\n<tr><td></td></tr>\n</table>",
            "un\n--"),
    ]
}
