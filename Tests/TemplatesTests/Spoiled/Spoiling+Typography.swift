extension Spoiling {
    /// Words that a typesetter would not let pass (F1 to F6).
    static let typography: [Spoiling] = [
        Spoiling(
            "A question mark with a plain space",
            .replace("rien\u{202F}?", with: "rien ?", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: ? without U+202F before it: put U+202F before it"),
        Spoiling(
            "A question mark with the wrong no-break space",
            .replace("rien\u{202F}?", with: "rien\u{A0}?", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: ? without U+202F before it: put U+202F before it"),
        Spoiling(
            "A question mark without a space, behind a variable",
            .replace("rien\u{202F}?", with: "{{shop.name}}?", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:14: ? without U+202F before it: put U+202F before it"),
        Spoiling(
            "A colon with a plain space",
            .replace("remarque\u{A0}:", with: "remarque :", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:14: : without U+00A0 before it: put U+00A0 before it"),
        Spoiling(
            "A semicolon without a space",
            .replace("Ignorez", with: "Patientez; ignorez", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: ; without U+202F before it: put U+202F before it"),
        Spoiling(
            "An opening quotation mark with a plain space",
            .replace("«\u{A0}", with: "« ", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:3: « without U+00A0 after it: put U+00A0 after it"),
        Spoiling(
            "A closing quotation mark without a space", .replace("\u{A0}»", with: "»", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:4: » without U+00A0 before it: put U+00A0 before it"),
        Spoiling(
            "A straight apostrophe", .replace("n’attendez", with: "n'attendez", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:14: a straight apostrophe: write ’ (U+2019)"),
        Spoiling(
            "A straight apostrophe in the preheader",
            .replace(
                "Ce que contient votre colis", with: "Ce qu'il y a dans votre colis", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:2: a straight apostrophe: write ’ (U+2019)"),
        Spoiling(
            "Straight quotation marks in the subject",
            .replace("arrive", with: #""arrive""#, in: "parcel/fr/subject.mustache"),
            "parcel/fr/subject.mustache:1: straight quotation marks: write « and » with U+00A0 inside"),
        Spoiling(
            "Three dots for an ellipsis",
            .replace("Ignorez ce message.", with: "Ignorez ce message...", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: three dots: write … (U+2026)"),
        Spoiling(
            "A word without its ligature",
            .replace("Ignorez", with: "De tout coeur, ignorez", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: coeur lacks its ligature: write cœur"),
        Spoiling(
            "A capital without its accent", .replace("Ignorez", with: "Evitez", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: Evitez lacks its accent: write Évitez"),
        Spoiling(
            "An ordinal as one says it", .replace("ce message", with: "ce 2ème message", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: 2ème is no French ordinal: write 2e"),
        Spoiling(
            "A price with a plain space",
            .replace("Ignorez", with: "Payez 12 € ou ignorez", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: € without U+00A0 before it: put U+00A0 before it"),
        Spoiling(
            "A number sign with a plain space",
            .replace("Ignorez", with: "Voyez le n° 5 ou ignorez", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: ° with a plain space after it: put U+00A0 after it"),
        Spoiling(
            "A hyphen for a dash",
            .replace("rien\u{202F}?", with: "rien - jamais\u{202F}?", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: a hyphen for a dash: write – (U+2013)"),
        Spoiling(
            "A space before a comma", .replace("ce lien,", with: "ce lien ,", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:9: , with a space before it: take the space away"),
        Spoiling(
            "A plain space beside a no-break one",
            .replace("rien\u{202F}?", with: "rien \u{202F}?", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: a plain space beside a no-break space: take it away"),
        Spoiling(
            "A straight apostrophe in English", .replace("aren’t", with: "aren't", in: "parcel/en/text.mustache"),
            "parcel/en/text.mustache:17: a straight apostrophe: write ’ (U+2019)"),
        Spoiling(
            "Straight quotation marks in English",
            .replace("“{{shop.name}}”", with: #""{{shop.name}}""#, in: "parcel/en/text.mustache"),
            "parcel/en/text.mustache:3: straight quotation marks: write “ and ”"),
        Spoiling(
            "A question mark with a space in English",
            .replace("anything?", with: "anything ?", in: "parcel/en/html.mustache"),
            "parcel/en/html.mustache:14: ? with a space before it: take the space away"),
        Spoiling(
            "French quotation marks in English",
            .replace("anything?", with: "«anything»?", in: "parcel/en/html.mustache"),
            "parcel/en/html.mustache:14: French quotation marks in English: write “ and ”"),
        Spoiling(
            "A straight apostrophe in the sample",
            .replace("note: Chez la voisine", with: "note: Chez l'autre", in: "parcel/kind.yaml"),
            "parcel/kind.yaml:29: a straight apostrophe: write ’ (U+2019)"),
        Spoiling(
            "A plain space in the words of the sample issue",
            .replace("retour\u{A0}:", with: "retour :", in: "letter/kind.yaml"),
            "letter/kind.yaml:7: : without U+00A0 before it: put U+00A0 before it"),
        Spoiling(
            "A gap where an optional parameter is missing",
            .replace(
                "Votre colis de", with: "Votre colis {{#note}}{{note}}{{/note}}, de", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:3: , with a space before it when what may be missing is missing: take the space away"
        ),
        Spoiling(
            "A line break before a full stop",
            .replace("Ignorez ce message.", with: "Ignorez ce message\n.", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:15: . with a space before it: take the space away"),
    ]
}
