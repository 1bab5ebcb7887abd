import Testing

/// One fault put into a sound issue, and what tells it.
struct SpoiledIssue: CustomTestStringConvertible {
    let name: String
    let text: String
    var files: [String: String] = [:]
    let faults: [String]

    var testDescription: String { name }

    /// The issue in French with some words replaced by others.
    init(
        _ name: String, _ words: String, _ others: String, _ faults: String..., beside files: [String: String] = [:]
    ) {
        self.init(name, SampleIssue.french, words, others, faults, files)
    }

    /// The issue in two languages.
    init(bilingual name: String, _ words: String, _ others: String, _ faults: String...) {
        self.init(name, SampleIssue.bilingual, words, others, faults, [:])
    }

    private init(
        _ name: String, _ text: String, _ words: String, _ others: String, _ faults: [String],
        _ files: [String: String]
    ) {
        self.name = name
        self.text = text.replacing(words, with: others)
        self.faults = faults
        self.files = files
    }

    static let all = heads + mailboxes + words + leftovers + languages + ownHTML + ownDocuments

    private static let subject = "subject: Les tasses sont de retour\n"
    private static let preheader = "Trois couleurs, et une date à retenir pour les fêtes."
    static let moment = "send_at: 2026-12-01 09:00"
    static let first = "Elles vous attendent **à l’atelier**."

    private static let keys = String(SampleIssue.french.split(separator: "---\n")[0])

    static let heads = [
        SpoiledIssue(
            "a head without its beginning", "---\nlist", "list",
            "lettre.md:1:1: the head has no beginning: put a line --- before it"),
        SpoiledIssue(
            "a head without its end", "09:00\n---\n", "09:00\n",
            "lettre.md:1:1: the head has no end: end it with a line ---, as it began"),
        SpoiledIssue(
            "words without a head", "---\n\(keys)---\n", "",
            "lettre.md:1:1: there is no head: begin with a line ---, then a line for each key (subject: …), then --- again"
        ),
        SpoiledIssue(
            "a head that is a sentence", keys, "Les tasses sont de retour\n",
            "lettre.md:2:1: the head has no keys: write a line for each, such as subject: \"…\""),
        SpoiledIssue(
            "a head set by a tab", moment, "send_at: 2026-12-01 09:00\n\twindow: tue-thu 9-18",
            "lettre.md:6:1: the head is no YAML (found a tab character that violates indentation): write a line for each key, such as subject: \"…\""
        ),
        SpoiledIssue(
            "a quotation that does not end", subject, "subject: \"Les tasses sont de retour\n",
            "lettre.md:3:10: no quotation mark ends subject: put all of it into one pair: subject: \"…\""),
        SpoiledIssue(
            "a subject that begins with a title in quotes", subject, "subject: \"Brume\", la tasse\n",
            "lettre.md:3:17: words stand behind the quotation marks of subject: put all of it into one pair: subject: \"…\""
        ),
        SpoiledIssue(
            "no list", "list: lettre\n", "", "lettre.md:2:1: the head names no list: add a line list: NAME"),
        SpoiledIssue(
            "a key that is none", moment, "envoi: demain",
            "lettre.md:5:1: envoi is no key here: there are list, send_at, locale, sender, reply_to, window, dedup_key, subject, title, preheader, html, text"
        ),
        SpoiledIssue(
            "a key twice", moment, "list: autre", "lettre.md:5:1: list stands there twice: keep one of the two"),
        SpoiledIssue(
            "a colon with its space, as French has it", subject, "subject: Les tasses\u{A0}: trois couleurs\n",
            "lettre.md:3:21: : in subject has a meaning in YAML: put the value into quotes: subject: \"…\""),
        SpoiledIssue(
            "a placeholder without quotes", subject, "subject: {{name}}, les tasses sont là\n",
            "lettre.md:3:10: { in subject has a meaning in YAML: put the value into quotes: subject: \"…\""),
        SpoiledIssue(
            "a comment by mistake", subject, "subject: Les tasses #bleues\n",
            "lettre.md:3:21: # in subject has a meaning in YAML: put the value into quotes: subject: \"…\""),
        SpoiledIssue(
            "an empty value", subject, "subject:\n",
            "lettre.md:3:1: subject is empty: say it, or take the line away"),
        SpoiledIssue(
            "a value of two lines", subject, "subject: \"Les tasses\\nsont de retour\"\n",
            "lettre.md:3:1: subject is not one line: write it on one line, without control characters"),
        SpoiledIssue(
            "a list for a text", moment, "send_at:\n  - 1",
            "lettre.md:5:1: send_at is not a text: write it on one line"),
        SpoiledIssue(
            "no moment", "2026-12-01 09:00", "demain",
            "lettre.md:5:10: send_at is not a moment such as 2026-11-25T13:05:00Z: write it as 2026-12-01 09:00"),
        SpoiledIssue(
            "a day that no calendar has", "2026-12-01 09:00", "2026-02-30 09:00",
            "lettre.md:5:10: send_at is a moment that no calendar has: write it as 2026-12-01 09:00"),
        SpoiledIssue(
            "a day without an hour", "2026-12-01 09:00", "2026-12-01",
            "lettre.md:5:10: send_at names a day and no hour: write it as 2026-12-01 09:00"),
        SpoiledIssue(
            "a moment that is past", "2026-12-01 09:00", "2026-11-01 09:00",
            "lettre.md:5:10: send_at is past: name a moment to come, or take the line away"),
        SpoiledIssue(
            "a sender without an address", moment, "sender: L’Œuf <lettre>",
            "lettre.md:5:9: sender is no mailbox (the mailbox has no usable address: the address has no @): write \"Name <address@domain>\""
        ),
        SpoiledIssue(
            "answers to a department", moment, "reply_to: le service client",
            "lettre.md:5:11: reply_to is no mailbox (the mailbox has no usable address: the address has no @): write \"Name <address@domain>\""
        ),
        SpoiledIssue(
            "a window in French", moment, "window: mardi-jeudi 9-18",
            "lettre.md:5:9: window cannot be read (mardi-jeudi is neither days nor hours): write it as tue-thu 9-18 no-holidays"
        ),
        SpoiledIssue(
            "a window with its hours first", moment, "window: 9-18 tue-thu",
            "lettre.md:5:9: window cannot be read (days come first, then hours, each once): write it as tue-thu 9-18 no-holidays"
        ),
        SpoiledIssue(
            "a word for a language", moment, "locale: français",
            "lettre.md:5:9: français is no language tag: write fr, fr-CA or en"),
        SpoiledIssue(
            "a language without a frame", moment, "locale: de",
            "lettre.md:5:9: the letters have no frame in de: write one of fr, fr-CA, fr-CH and en"),
    ]

    static let mailboxes = [
        SpoiledIssue(
            "no subject", subject, "", "lettre.md:2:1: there is no subject: add a line subject: \"…\""),
        SpoiledIssue(
            "a subject that is too long", subject,
            "subject: Les tasses sont enfin de retour à l’atelier, et vous pouvez les voir\n",
            "lettre.md:3:10: the subject has 68 characters, and mailboxes show 60: say it shorter"),
        SpoiledIssue(
            "a subject in capitals", subject, "subject: LES TASSES SONT DE RETOUR\n",
            "lettre.md:3:10: the subject is in capitals, as spam is: write it as a sentence"),
        SpoiledIssue(
            "two exclamation marks", subject, "subject: Les tasses sont de retour\u{202F}!!\n",
            "lettre.md:3:36: several exclamation marks, as spam has: keep one, or none"),
        SpoiledIssue(
            "a subject that seems an answer", subject, "subject: \"Re\u{A0}: les tasses\"\n",
            "lettre.md:3:11: the subject begins as an answer does, with “re:”: say what the letter is about"),
        SpoiledIssue(
            "a straight apostrophe in the subject", subject, "subject: L'été des tasses\n",
            "lettre.md:3:11: a straight apostrophe: write ’ (U+2019)"),
        SpoiledIssue(
            "no preheader", "preheader: \(preheader)\n", "",
            "lettre.md:2:1: there is no preheader: add a line preheader: \"…\": without it mailboxes show how the letter begins"
        ),
        SpoiledIssue(
            "a preheader that leaves room", preheader, "Trois couleurs.",
            "lettre.md:4:12: the preheader has 15 characters, and mailboxes have room for 40 at least: say more: they fill the room with what follows"
        ),
        SpoiledIssue(
            "a preheader that is cut", preheader, String(repeating: "Trois couleurs, une date. ", count: 6) + "Fin.",
            "lettre.md:4:12: the preheader has 160 characters, and mailboxes show 130 at most: say it shorter"),
        SpoiledIssue(
            "a preheader that says nothing new", preheader, "Les tasses sont de retour",
            "lettre.md:4:12: the preheader repeats the subject: say what the subject leaves out"),
    ]

    static let words = [
        SpoiledIssue(
            "no words", String(SampleIssue.french.split(separator: "---\n")[1]), "",
            "lettre.md:2:1: there are no words below the head: write the letter"),
        SpoiledIssue(
            "a straight apostrophe within emphasis", first, "Elles vous attendent **à l'atelier**.",
            "lettre.md:7:27: a straight apostrophe: write ’ (U+2019)"),
        SpoiledIssue(
            "a plain space before a mark", first, "Elles vous attendent **à l’atelier** !",
            "lettre.md:7:38: ! without U+202F before it: put U+202F before it"),
        SpoiledIssue(
            "a date on another weekday", first, "Elles vous attendent **mercredi 1er décembre**.",
            "lettre.md:7:24: the 1 décembre 2026 is no mercredi: write mardi, or another day"),
        SpoiledIssue(
            "a day that is none", first, "Elles vous attendent lundi 31 novembre.",
            "lettre.md:7:22: no calendar has the 31 novembre: write another day"),
        SpoiledIssue(
            "a mark in a list", "- ocre", "- ocre...", "lettre.md:10:7: three dots: write … (U+2026)"),
        SpoiledIssue(
            "a mark in a table", "- ocre", "\n| Couleur | Prix |\n|---|---|\n| ocre | 12 € |",
            "lettre.md:13:13: € without U+00A0 before it: put U+00A0 before it"),
        SpoiledIssue(
            "the words of a link", "[Voir les tasses]", "[Voir l'atelier]",
            "lettre.md:12:8: a straight apostrophe: write ’ (U+2019)"),
        SpoiledIssue(
            "a link that says nothing", "[Voir les tasses]", "[Cliquez ici]",
            "lettre.md:12:15: the link “cliquez ici” does not say where it leads: say what one finds there: it is read aloud without the words around it"
        ),
        SpoiledIssue(
            "a picture that spies", "- ocre", "- ocre\n\n![Une tasse](https://www.boutique.example/t.png?u=%%email%%)",
            "lettre.md:12:14: the address of a picture that holds %% tells who opened the letter: use the same picture for every reader (CNIL 2026-042)"
        ),
        SpoiledIssue(
            "a placeholder of another program", "- ocre", "- ocre pour *|FNAME|*",
            "lettre.md:10:13: *|…|* is a placeholder of another program: write {{name}}, or the name of a field"),
    ]

    static let languages = [
        SpoiledIssue(
            bilingual: "a section in no language", "=== en", "=== anglais",
            "lettre.md:14:5: anglais is no language tag: write fr, fr-CA or en"),
        SpoiledIssue(
            bilingual: "a section in the file's own language", "=== en", "=== fr",
            "lettre.md:14:1: there are words in fr already: keep one of the two, or name the language of the first with locale: in the head"
        ),
        SpoiledIssue(
            bilingual: "a section without a subject", "subject: The cups are back\n", "",
            "lettre.md:16:1: there is no subject: add a line subject: \"…\""),
        SpoiledIssue(
            bilingual: "French spaces in English", "They await you **at the workshop**.", "They await you\u{202F}!",
            "lettre.md:19:16: ! with a space before it: take the space away"),
        SpoiledIssue(
            bilingual: "an English date on another weekday", "at the workshop**.", "from Monday, December 1st**.",
            "lettre.md:19:23: the 1 December 2026 is no Monday: write Tuesday, or another day"),
        SpoiledIssue(
            bilingual: "a link in one language alone", "example/en/tasses", "example/cups",
            "lettre.md:12:19: this link is not in the words in en: add it there, or take it away here",
            "lettre.md:21:16: this link is not in the words in fr: add it there, or take it away here"),
        SpoiledIssue(
            bilingual: "words that were never translated",
            "They await you **at the workshop**.\n\n[See the cups](https://www.boutique.example/en/tasses)\n",
            "\(first)\n\n- bleu de Lyon\n- ocre\n\n[Voir les tasses](https://www.boutique.example/en/tasses)\n",
            "lettre.md:19:1: the words in en are those in fr: translate them"),
        SpoiledIssue(
            bilingual: "a language whose words are forgotten",
            "They await you **at the workshop**.\n\n[See the cups](https://www.boutique.example/en/tasses)\n", "",
            "lettre.md:16:1: there are no words below the head: write the letter"),
        SpoiledIssue(
            bilingual: "a title in one language alone", "preheader: Three", "title: Cups\npreheader: Three",
            "lettre.md:2:1: there is no title in fr, and one in en: write it, or take the other away"),
        SpoiledIssue(
            bilingual: "an issue's key in a section", "preheader: Three", "list: autre\npreheader: Three",
            "lettre.md:17:1: list is no key here: there are subject, title, preheader, html, text"),
        SpoiledIssue(
            "a file in a language that no letter has", "- ocre\n", "- ocre clair\n",
            "lettre.de.md:1:1: the letters have no frame in de: write one of fr, fr-CA, fr-CH and en",
            beside: ["lettre.de.md": "---\nsubject: Die Tassen sind zurück\n---\nKommen Sie.\n"]),
    ]

    static let ownHTML = [
        SpoiledIssue(
            "HTML that is not there", moment, "html: nulle-part.html",
            "lettre.md:5:7: nulle-part.html is not there: name a file in UTF-8, as seen from the issue's folder"),
        SpoiledIssue(
            "words that not everyone can read", moment, "html: lettre.html",
            "lettre.html:2:13: the contrast of #aaaaaa on white is 2.32: choose colours of at least 4.5",
            beside: ["lettre.html": "<div>\n  <p style=\"color:#aaaaaa;\">Voir</p>\n</div>"]),
        SpoiledIssue(
            "a pixel", moment, "html: lettre.html",
            "lettre.html:1:1: a picture that nobody sees tells who opened the letter: take it out: readers are not watched (CNIL 2026-042)",
            beside: ["lettre.html": "<img src=\"https://www.boutique.example/t.png\" alt=\"\" width=\"1\">"]),
        SpoiledIssue(
            "a pixel by its style", moment, "html: lettre.html",
            "lettre.html:1:1: a picture that nobody sees tells who opened the letter: take it out: readers are not watched (CNIL 2026-042)",
            beside: [
                "lettre.html":
                    "<img src=\"https://www.boutique.example/t.png\" alt=\"\" style=\"width:1px;HEIGHT: 1px !important\">"
            ]),
        SpoiledIssue(
            "a placeholder of another program in HTML", moment, "html: lettre.html",
            "lettre.html:1:12: *|…|* is a placeholder of another program: write {{name}}, or the name of a field",
            beside: ["lettre.html": "<p>Bonjour *|FNAME|*</p>"]),
        SpoiledIssue(
            "a straight apostrophe beside references", moment, "html: lettre.html",
            "lettre.html:1:30: a straight apostrophe: write ’ (U+2019)",
            beside: ["lettre.html": "<p>&Eacute;t&eacute; &copy; l'atelier</p>"]),
        SpoiledIssue(
            "typography in HTML", moment, "html: lettre.html",
            "lettre.html:1:7: a straight apostrophe: write ’ (U+2019)",
            beside: ["lettre.html": "<p>À l'atelier</p>"]),
        SpoiledIssue(
            "a plain letter and Markdown", moment, "html: lettre.html\ntext: lettre.txt",
            "lettre.md:8:1: there is a plain letter already, lettre.txt: keep one of the two",
            beside: ["lettre.html": "<p>Voir</p>", "lettre.txt": "Voir"]),
    ]
}
