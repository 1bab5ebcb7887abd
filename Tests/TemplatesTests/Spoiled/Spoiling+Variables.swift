extension Spoiling {
    /// Variables that a kind does not have, or that stand where they must not.
    static let variables: [Spoiling] = [
        Spoiling(
            "A variable that kind.yaml does not declare",
            .replace("{{link}}", with: "{{lnik}}", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:11: {{lnik}} is not declared: declare it in kind.yaml or mend its name"),
        Spoiling(
            "A setting that the shop does not have",
            .replace("{{shop.name}}", with: "{{shop.nom}}", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:4: {{shop.nom}} is not declared: declare it in kind.yaml or mend its name"),
        Spoiling(
            "A moment of expiry in a kind that never expires",
            .replace("{{content.text}}", with: "{{content.text}} {{expires_at}}", in: "letter/fr/text.mustache"),
            "letter/fr/text.mustache:3: {{expires_at}} is not declared: declare it in kind.yaml or mend its name"),
        Spoiling(
            "A parameter that no part uses",
            [
                .replace(
                    "parameters:\n", with: "parameters:\n  colour:\n    type: string\n    description: Its colour.\n",
                    in: "parcel/kind.yaml"),
                .replace("sample:\n", with: "sample:\n  colour: vert\n", in: "parcel/kind.yaml"),
            ], "parcel/kind.yaml:4: parameter colour is declared, and no part uses it: use {{colour}} or take it out"),
        Spoiling(
            "A variable that is not escaped",
            .replace("{{shop.name}}", with: "{{{shop.name}}}", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:4: {{{shop.name}}} is not escaped: write {{shop.name}}"),
        Spoiling(
            "A variable that is not escaped, written with an ampersand",
            .replace("{{link}}", with: "{{&link}}", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:11: {{{link}}} is not escaped: write {{link}}"),
        Spoiling(
            "An optional parameter without a section around it",
            .replace(
                "{{#note}}\nVotre remarque\u{A0}: {{note}}.\n\n{{/note}}\n",
                with: "Votre remarque\u{A0}: {{note}}.\n\n", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:13: {{note}} may be missing and would leave a gap: put {{#note}} and {{/note}} around the words that need it"
        ),
        Spoiling(
            "A section around what is always there",
            .replace("{{link}}", with: "{{#link}}{{link}}{{/link}}", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:11: {{#link}} is always there: take the section away and keep its words"),
        Spoiling(
            "A list without its section", .replace("- {{.}}", with: "- {{items}}", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:6: {{items}} is a list: write {{#items}}{{.}}{{/items}}"),
        Spoiling(
            "An item outside of its list",
            .replace("{{link}}", with: "{{link}}\n\n{{.}}", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:13: {{.}} stands in no list: put it between {{#list}} and {{/list}}"),
        Spoiling(
            "A secret in the subject", .replace("arrive", with: "arrive {{link}}", in: "parcel/fr/subject.mustache"),
            "parcel/fr/subject.mustache:1: {{link}} has no place in a subject: say it in the text and the HTML"),
        Spoiling(
            "A secret in the preheader",
            .replace("et quand il arrive.", with: "et quand il arrive. {{link}}", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:2: {{link}} has no place in a preheader: say it in the body"),
        Spoiling(
            "A function of the template engine",
            .replace("{{arrives_at}}", with: "{{uppercased(arrives_at)}}", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:3: a tag is not closed on its line, or is of no known form: write {{name}}"),
    ]
}
