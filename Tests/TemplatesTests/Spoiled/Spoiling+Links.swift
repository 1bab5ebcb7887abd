extension Spoiling {
    /// Links that a reader can't follow, or that lead elsewhere.
    static let links: [Spoiling] = [
        Spoiling(
            "A link that only the HTML part has",
            .replace(
                "{{link}}</a></p>",
                with: #"{{link}}</a> <a href="https://autre.example/" style="color:#23262b;">Autre</a></p>"#,
                in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:10: the link https://autre.example/ is not in the text part: add it to the text part, on a line of its own"
        ),
        Spoiling(
            "A link that only the text part has",
            .replace("{{link}}", with: "{{link}}\n\nhttps://autre.example/", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:13: the link https://autre.example/ is not in the HTML part: add it to the HTML part"
        ),
        Spoiling(
            "An address to write to that only the HTML part has",
            .replace(
                "{{link}}</a></p>",
                with:
                    #"{{link}}</a> <a href="mailto:autre@boutique.example" style="color:#23262b;">Écrivez-nous</a></p>"#,
                in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:10: the address autre@boutique.example is not in the text part: add it to the text part"
        ),
        Spoiling(
            "A link with a full stop behind it",
            .replace("{{link}}\n", with: "{{link}}.\n", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:11: the link {{link}} is not alone on its line: give it a line of its own"),
        Spoiling(
            "A link among other words",
            [
                .replace(
                    "Ignorez ce message.", with: "Voyez aussi https://www.boutique.example ici.",
                    in: "parcel/fr/text.mustache"),
                .replace(
                    "Ignorez ce message.",
                    with: #"Voyez <a href="https://www.boutique.example" style="color:#23262b;">le site</a>."#,
                    in: "parcel/fr/html.mustache"),
            ],
            "parcel/fr/text.mustache:17: the link https://www.boutique.example is not alone on its line: give it a line of its own"
        ),
        Spoiling(
            "A link that shows another host",
            .replace(#"">{{link}}</a>"#, with: #"">www.autre.example</a>"#, in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:10: a link to www.boutique.example shows www.autre.example: show where it leads"),
        Spoiling(
            "A mailbox that shows another host",
            .replace(
                #"">{{shop.help_address}}</a>"#, with: #"">aide@autre.example</a>"#,
                in: "layouts/fr/footer.html.mustache"),
            "layouts/fr/footer.html.mustache:1: a link to boutique.example shows autre.example: show where it leads"),
        Spoiling(
            "A link without encryption",
            .replace(
                "{{link}}</a></p>",
                with: #"{{link}}</a> <a href="http://www.boutique.example/" style="color:#23262b;">Le site</a></p>"#,
                in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:10: a link that is no https:// address: write the whole address, or mailto: and a mailbox"
        ),
        Spoiling(
            "A link that runs a script",
            .replace(
                "{{link}}</a></p>",
                with: #"{{link}}</a> <a href="javascript:open()" style="color:#23262b;">Ouvrir</a></p>"#,
                in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:10: a link that is no https:// address: write the whole address, or mailto: and a mailbox"
        ),
        Spoiling(
            "A value in a link that is none",
            .replace(
                "<ul>",
                with:
                    #"{{#note}}<a href="https://www.boutique.example/{{note}}" style="color:#23262b;">Voir</a>{{/note}}\#n<ul>"#,
                in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:5: {{note}} stands in a link and is none: let the application give the whole link, as a parameter of type url"
        ),
        Spoiling(
            "A bulk letter whose HTML part has no way out",
            .replace("{{unsubscribe_link}}", with: "{{shop.url}}", in: "letter/fr/html.mustache"),
            "letter/fr/html.mustache: a bulk letter has no way out: add the unsubscribe footer, which says {{unsubscribe_link}}"
        ),
        Spoiling(
            "A bulk letter whose text part has no way out",
            .replace("{{unsubscribe_link}}", with: "{{shop.url}}", in: "letter/fr/text.mustache"),
            "letter/fr/text.mustache: a bulk letter has no way out: add the unsubscribe footer, which says {{unsubscribe_link}}"
        ),
    ]
}
