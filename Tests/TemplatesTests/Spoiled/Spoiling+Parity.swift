extension Spoiling {
    /// Facts that one part or language tells, and another does not.
    static let parity: [Spoiling] = [
        Spoiling(
            "A fact that only the HTML part tells",
            .replace("valable {{valid_for}}", with: "valable deux jours", in: "parcel/fr/text.mustache"),
            "parcel/fr/html.mustache:10: {{valid_for}} is not in the text part: say it there too, or take it out here"),
        Spoiling(
            "A fact that only the text part tells",
            .replace("valable {{valid_for}}", with: "valable deux jours", in: "parcel/fr/html.mustache"),
            "parcel/fr/text.mustache:9: {{valid_for}} is not in the HTML part: say it there too, or take it out here"),
        Spoiling(
            "A fact that only the preheader tells",
            .replace("valable {{valid_for}}", with: "valable deux jours", in: "parcel/fr/html.mustache"),
            "parcel/fr/text.mustache:9: {{valid_for}} is not in the HTML part: say it there too, or take it out here"),
        Spoiling(
            "A section that only one part has",
            .replace(
                "{{#note}}\nVotre remarque\u{A0}: {{note}}.\n\n{{/note}}\n", with: "", in: "parcel/fr/text.mustache"),
            "parcel/fr/html.mustache:11: {{#note}} is not in the text part: say it there too, or take it out here"),
        Spoiling(
            "Words for what is missing, in one part alone",
            .replace(
                "{{/note}}", with: "{{/note}}{{^note}}<p>Sans remarque.</p>{{/note}}", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:13: {{^note}} is not in the text part: say it there too, or take it out here"),
        Spoiling(
            "A fact that English lacks",
            [
                .replace("good for {{valid_for}}", with: "good for two days", in: "parcel/en/text.mustache"),
                .replace("good for {{valid_for}}", with: "good for two days", in: "parcel/en/html.mustache"),
            ],
            "parcel/fr/text.mustache:9: {{valid_for}} is not in the words for en: say it there too, or take it out here"
        ),
        Spoiling(
            "A fact that French lacks",
            [
                .replace("valable {{valid_for}}", with: "valable deux jours", in: "parcel/fr/text.mustache"),
                .replace("valable {{valid_for}}", with: "valable deux jours", in: "parcel/fr/html.mustache"),
            ],
            "parcel/en/text.mustache:9: {{valid_for}} is not in the words for fr: say it there too, or take it out here"
        ),
        Spoiling(
            "A footer that English lacks",
            .replace("A question? {{shop.help_address}}", with: "A question?", in: "layouts/en/footer.text.mustache"),
            "layouts/en/footer.html.mustache:1: {{shop.help_address}} is not in the text part: say it there too, or take it out here"
        ),
    ]
}
