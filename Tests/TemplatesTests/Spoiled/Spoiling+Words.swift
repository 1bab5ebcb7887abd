extension Spoiling {
    /// What a mailbox shows first, and the shape of the text part.
    static let words: [Spoiling] = [
        Spoiling(
            "A subject that is too long",
            .replace(
                "arrive", with: "arrive bientôt, avec tout ce que vous y attendez depuis longtemps",
                in: "parcel/fr/subject.mustache"),
            "parcel/fr/subject.mustache:1: is longer than 60 characters: say it shorter"),
        Spoiling(
            "A subject that pretends to answer",
            .replace("Votre", with: "RE\u{A0}: votre", in: "parcel/fr/subject.mustache"),
            "parcel/fr/subject.mustache:1: begins as an answer does, with re:: say what the message is about"),
        Spoiling(
            "A subject of two lines", .replace("arrive\n", with: "arrive\nbientôt\n", in: "parcel/fr/subject.mustache"),
            "parcel/fr: can't be rendered: parcel: the subject in fr is empty or not one line"),
        Spoiling(
            "A letter without preheader",
            .replace(
                "{{$preheader}}Ce que contient votre colis, et quand il arrive.{{/preheader}}\n", with: "",
                in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache: has no preheader: say in {{$preheader}} what a mailbox shows beside the subject"),
        Spoiling(
            "A preheader that is empty when an optional parameter is missing",
            .replace(
                "Ce que contient votre colis, et quand il arrive.", with: "{{#note}}{{note}}{{/note}}",
                in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache: has no preheader when what may be missing is missing: say in {{$preheader}} what a mailbox shows beside the subject"
        ),
        Spoiling(
            "A preheader that is too long",
            .replace(
                "et quand il arrive.",
                with: "quand il arrive, et tout ce que vous pouvez faire si vous n’étiez pas à la maison ce jour-là.",
                in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:2: the preheader is longer than 100 characters: say it shorter"),
        Spoiling(
            "Two spaces in a row",
            .replace("ce lien, valable", with: "ce lien,  valable", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:9: two spaces in a row: take one away"),
        Spoiling(
            "Two blank lines in a row",
            .replace("Ignorez ce message.\n", with: "Ignorez ce message.\n\n\nMerci.\n", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:20: two blank lines in a row before this line: take one away"),
        Spoiling(
            "A gap of lines where an optional parameter is missing",
            .replace("{{note}}.\n\n{{/note}}\n", with: "{{note}}.\n{{/note}}\n\n", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: two blank lines in a row before this line when what may be missing is missing: take one away"
        ),
        Spoiling(
            "A line that nothing can break",
            .replace("Ignorez ce message.", with: String(repeating: "-", count: 999), in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:17: a line that can't be broken, of more than 998 bytes: put spaces or line breaks into it"
        ),
    ]
}
