extension Spoiling {
    /// Mistakes in kind.yaml.
    static let definitions: [Spoiling] = [
        Spoiling(
            "A key that nobody knows",
            .replace("inDoubt: resend", with: "inDoubt: resend\npriority: high", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:23: the file has an unknown key priority: use only lane, description, parameters, retry, expiresAfter, inDoubt, limit, overLimit, keepAttachments, sample"
        ),
        Spoiling(
            "An unknown key of a parameter",
            .replace("    secret: true", with: "    hidden: true", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:6: parameter link has an unknown key hidden: use only type, description, required, optional, secret, maxLength, values, of"
        ),
        Spoiling(
            "A lane that is not there", .replace("lane: transactional", with: "lane: fast", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:1: lane is missing or unknown: write lane: transactional, or lane: bulk"),
        Spoiling(
            "A kind without description",
            .replace("description: Tells when a parcel arrives.\n", with: "", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:1: has no description: say in one line what the message is for"),
        Spoiling(
            "A description in a language of no letters",
            .replace(
                "description: Tells when a parcel arrives.",
                with: "description: {fr: Dit quand un colis arrive., français: Dit quand., en: Tells when.}",
                in: "parcel/kind.yaml"),
            "parcel/kind.yaml:2: description has an unknown language français: write the line below fr, or en"),
        Spoiling(
            "A description that is begun",
            .replace(
                "description: Tells when a parcel arrives.",
                with: "description:\n  fr: Dit quand un colis arrive.\n  en:", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:4: description says nothing in en: say in one line what the message is for"),
        Spoiling(
            "A type that is not there", .replace("type: moment", with: "type: words", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:8: parameter arrives_at has no type, or an unknown one: write one of string, text, integer, number, amount, percentage, boolean, date, datetime, url, email, enum, list"
        ),
        Spoiling(
            "A parameter without description",
            .replace("    description: When it arrives.\n", with: "", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:8: parameter arrives_at has no description: say in one line what it holds"),
        Spoiling(
            "A name that is none", .replace("  note:\n    type", with: "  Note:\n    type", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:14: Note is no name for a parameter: use lower-case letters, digits and _, a letter first"
        ),
        Spoiling(
            "A name that is built in", .replace("  note:\n    type", with: "  shop:\n    type", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:14: shop is the name of a built-in variable: choose another name"),
        Spoiling(
            "Neither true nor false", .replace("required: false", with: "required: perhaps", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:16: perhaps is neither true nor false: write true or false"),
        Spoiling(
            "A delay that is no duration", .replace("[10s, 2m]", with: "[10s, soon]", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:19: soon is no duration: write whole numbers with s, m, h or d, as in 2d or 1h30m"),
        Spoiling(
            "A give-up that is no duration",
            .replace("giveUpAfter: 2d", with: "giveUpAfter: 2 days", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:20: 2 days is no duration: write whole numbers with s, m, h or d, as in 2d or 1h30m"),
        Spoiling(
            "A retry without a give-up", .replace("  giveUpAfter: 2d\n", with: "", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:19: retry has no giveUpAfter: write giveUpAfter: 2h"),
        Spoiling(
            "An expiry that is no duration",
            .replace("expiresAfter: 2d", with: "expiresAfter: 2w", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:21: 2w is no duration: write whole numbers with s, m, h or d, as in 2d or 1h30m"),
        Spoiling(
            "A policy that is not there", .replace("inDoubt: resend", with: "inDoubt: maybe", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:22: inDoubt is missing or unknown: write inDoubt: resend, or inDoubt: hold"),
        Spoiling(
            "A sample that lacks a parameter", .replace("  note: Chez la voisine\n", with: "", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:24: the sample has no note: give it a value to look at"),
        Spoiling(
            "A sample of a parameter that is not declared",
            .replace("sample:\n", with: "sample:\n  colour: vert\n", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:24: the sample has an unknown colour: declare it or take it out"),
        Spoiling(
            "A sample of the wrong type", .replace(#""2026-11-25T13:05:00Z""#, with: "demain", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:25: the sample is wrong: parcel: parameter arrives_at is not a moment such as 2026-11-25T13:05:00Z: mend the value"
        ),
        Spoiling(
            "A sample link without encryption", .replace("link: https:", with: "link: http:", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:24: the sample is wrong: parcel: parameter link is not a link that begins with https://: mend the value"
        ),
        Spoiling(
            "A bulk kind with parameters",
            .replace(
                "inDoubt: hold", with: "parameters:\n  link:\n    type: link\n    description: Where.\ninDoubt: hold",
                in: "letter/kind.yaml"),
            "letter/kind.yaml:4: a bulk kind has no parameters: put the words into the issue's content"),
        Spoiling(
            "A sample issue with an unknown field",
            .replace("  preheader: Trois", with: "  teaser: Trois", in: "letter/kind.yaml"),
            "letter/kind.yaml:6: the sample has an unknown teaser: declare it or take it out"),
        Spoiling(
            "A sample issue without words",
            .replace(
                "  markdown: |\n    Les tasses sont de retour\u{A0}:\n\n    [Voir les tasses](https://www.boutique.example/tasses)\n",
                with: "", in: "letter/kind.yaml"),
            "letter/kind.yaml:5: the sample is wrong: the issue has no markdown and no text, or its body holds control characters: mend the value"
        ),
        Spoiling(
            "Broken YAML", .replace("lane: transactional", with: "lane: [", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:3: is no YAML: mend the syntax near this line"),
    ]
}
