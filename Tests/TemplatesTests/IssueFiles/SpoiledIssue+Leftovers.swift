extension SpoiledIssue {
    /// What is left in an issue of another program's, of an older letter, of a draft.
    static let leftovers = [
        SpoiledIssue(
            "a field in French", first, "Bonjour {{prénom}}, elles vous attendent.",
            "lettre.md:7:9: {{prénom}} is no placeholder: write {{name}}, {{name|a word where there is none}} or {{#name}}…{{/name}}, and \\{{ for two braces"
        ),
        SpoiledIssue(
            "a placeholder that lacks a brace", first, "Bonjour {{name}, elles vous attendent.",
            "lettre.md:7:9: {{ is no placeholder: write {{name}}, {{name|a word where there is none}} or {{#name}}…{{/name}}, and \\{{ for two braces"
        ),
        SpoiledIssue(
            "a section that does not end", first, "{{#name}}Bonjour {{name}},",
            "lettre.md:7:1: {{#name}} has no end: write {{/name}} where it ends"),
        SpoiledIssue(
            "an end of a section that was taken out", first, "Bonjour {{name}}{{/name}},",
            "lettre.md:7:17: {{/name}} ends no section that is open: open it before, or take it out"),
        SpoiledIssue(
            "a placeholder of Salesforce’s", first, "Bonjour %%FIRSTNAME%%, elles vous attendent.",
            "lettre.md:7:9: %%FIRSTNAME%% is a placeholder of another program: write {{name}}, or the name of a field"),
        SpoiledIssue(
            "a placeholder of Mailjet’s", first, "Bonjour [[prenom]], elles vous attendent.",
            "lettre.md:7:9: [[prenom]] is a placeholder of another program: write {{name}}, or the name of a field"),
        SpoiledIssue(
            "a placeholder of MailerLite’s", first, "Bonjour {$name}, elles vous attendent.",
            "lettre.md:7:9: {$name} is a placeholder of another program: write {{name}}, or the name of a field"),
        SpoiledIssue(
            "a placeholder of ActiveCampaign’s in the subject", "Les tasses sont", "%PRENOM%, les tasses sont",
            "lettre.md:3:10: % in subject has a meaning in YAML: put the value into quotes: subject: \"…\"",
            "lettre.md:3:10: %PRENOM% is a placeholder of another program: write {{name}}, or the name of a field"),
        SpoiledIssue(
            "a block in French", "- ocre", ":::bouton\nlink: https://www.boutique.example/a\nVoir les ocres\n:::",
            "lettre.md:10:1: :::bouton is no block: write :::button"),
        SpoiledIssue(
            "a block that does not end", "- ocre",
            "\n:::button\nlink: https://www.boutique.example/a\nVoir les ocres\n",
            "lettre.md:11:1: :::button is not closed: put ::: on a line of its own below its last words"),
        SpoiledIssue(
            "HTML of an older letter", first, "<center>Elles vous attendent</center>",
            "lettre.md:7:1: <center>Elles vous attendent</center> is HTML, and is shown as it is written: say it in Markdown, or take it out"
        ),
        SpoiledIssue(
            "a link without encryption", "https://www", "http://www",
            "lettre.md:12:1: http://www.boutique.example/tasses is no link that a letter may have: write the whole address, with https:// or mailto:"
        ),
        SpoiledIssue(
            "a link without its beginning", "https://www", "www",
            "lettre.md:12:1: www.boutique.example/tasses is no link that a letter may have: write the whole address, with https:// or mailto:"
        ),
        SpoiledIssue(
            "a link whose host is the reader’s", "https://www", "https://{{name}}",
            "lettre.md:12:27: {{name}} stands in the host of a link: write the host out: a field may follow its /"),
        SpoiledIssue(
            "a picture without words", "- ocre", "- ocre\n\n![](https://www.boutique.example/t.png)",
            "lettre.md:12:1: the picture https://www.boutique.example/t.png has no alternative: write what it shows in the brackets of ![]"
        ),
        SpoiledIssue(
            "a picture on the editor’s disk", "- ocre", "- ocre\n\n![Une tasse](images/tasse.png)",
            "lettre.md:12:1: images/tasse.png is no address of a picture: write the whole address, with https://"),
        SpoiledIssue(
            "a picture for each reader", "- ocre", "- ocre\n\n![Une tasse](https://www.boutique.example/{{name}}.png)",
            "lettre.md:12:43: {{name}} makes the address of a picture differ by reader: use the same picture for everybody"
        ),
        SpoiledIssue(
            "a word without its ligature", first, "Une oeuvre vous attend.",
            "lettre.md:7:5: oeuvre lacks its ligature: write œuvre"),
        SpoiledIssue(
            "a percentage as a shop window has it", first, "Elles sont à -20% cette semaine.",
            "lettre.md:7:17: % without U+00A0 before it: put U+00A0 before it"),
        SpoiledIssue(
            "a space before a comma", first, "Elles sont là , à l’atelier.",
            "lettre.md:7:15: , with a space before it: take the space away"),
    ]

    /// HTML of one's own that is not whole, or not sound.
    static let ownDocuments = [
        SpoiledIssue(
            "HTML without a plain letter", "\(moment)\n---\n\(body)", "html: lettre.html\n---\n",
            "lettre.html:1:1: there is no plain letter beside the HTML: write it below the head, or name it with text: FILE",
            beside: ["lettre.html": "<p>Voir</p>"]),
        SpoiledIssue(
            "a plain letter without HTML", "\(moment)\n---\n\(body)", "text: lettre.txt\n---\n",
            "lettre.txt:1:1: there is no HTML beside the plain letter: name it with html: FILE, or write Markdown",
            beside: ["lettre.txt": "Voir"]),
        SpoiledIssue(
            "a script", moment, "html: lettre.html",
            "lettre.html:2:1: <script> runs a program: take it out: mail programs drop it, and distrust its sender",
            beside: ["lettre.html": "<p>Voir</p>\n<script>alert(1)</script>"]),
        SpoiledIssue(
            "an end too many", moment, "html: lettre.html",
            "lettre.html:3:1: </div> ends nothing that is open: take it out, or open it before",
            beside: ["lettre.html": "<div>\n<p>Voir</div>\n</div>"]),
        SpoiledIssue(
            "a link without encryption in HTML", moment, "html: lettre.html",
            "lettre.html:1:13: a link is no https:// address: write the whole address, or mailto: and a mailbox",
            beside: ["lettre.html": "<p><a href=\"http://www.boutique.example/\">Voir les tasses</a></p>"]),
        SpoiledIssue(
            "a placeholder of Salesforce’s in HTML", moment, "html: lettre.html",
            "lettre.html:1:12: %%FIRSTNAME%% is a placeholder of another program: write {{name}}, or the name of a field",
            beside: ["lettre.html": "<p>Bonjour %%FIRSTNAME%%, elles sont là</p>"]),
        SpoiledIssue(
            "a catalogue in place of a letter", "- ocre\n",
            "- ocre\n\(String(repeating: "Une tasse ocre. ", count: 17_000))\n",
            "lettre.md:7:1: the issue is larger than 256 KiB: say less, and link to the rest"),
    ]

    private static let body = String(SampleIssue.french.split(separator: "---\n")[1])
}
