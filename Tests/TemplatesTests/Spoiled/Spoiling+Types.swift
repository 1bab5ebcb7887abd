extension Spoiling {
    /// Parameters that are declared wrong, or said as their type is not.
    static let types: [Spoiling] = [
        Spoiling(
            "An enum without values", note("type: enum"),
            "parcel/kind.yaml:14: parameter note has no values: write values: [one, another]"),
        Spoiling(
            "A value of an enum that is no word", note("type: enum\n    values: [un, Deux]"),
            "parcel/kind.yaml:16: parameter note has a value that is no word: Deux: use lower-case letters, digits, - and _"
        ),
        Spoiling(
            "A value of an enum twice", note("type: enum\n    values: [un, un]"),
            "parcel/kind.yaml:16: parameter note has the value un twice: take one away"),
        Spoiling(
            "A value of an enum that is a variable", note("type: enum\n    values: [un, items]"),
            "parcel/kind.yaml:14: parameter note has a value items, which is the name of a variable: choose another name for one of them"
        ),
        Spoiling(
            "Values of what is no enum", note("type: string\n    values: [un]"),
            "parcel/kind.yaml:16: parameter note has values and is no enum: write type: enum, or take values away"),
        Spoiling(
            "A length of what has none", note("type: integer\n    maxLength: 3"),
            "parcel/kind.yaml:16: parameter note is of a type that has no length: integer: take maxLength away, or make it a string, text, url or email"
        ),
        Spoiling(
            "A length of nothing", note("type: string\n    maxLength: 0"),
            "parcel/kind.yaml:16: 0 is no length: write a whole number of characters from 1 to 65536"),
        Spoiling(
            "Required and optional at once", note("type: string\n    optional: true"),
            "parcel/kind.yaml:16: parameter note has both required and optional: keep one of them"),
        Spoiling(
            "Objects of what is no list", note("type: string\n    of: {name: {type: string, description: A name.}}"),
            "parcel/kind.yaml:16: parameter note holds objects and is no list of a kind's own: write type: list for a parameter, or take of away"
        ),
        Spoiling(
            "Objects without fields", items("type: list\n    of: {}"),
            "parcel/kind.yaml:13: parameter items has objects without fields: name them below of, or take it away"),
        Spoiling(
            "A field of a type that is not there",
            items("type: list\n    of:\n      name: {type: words, description: A name.}"),
            "parcel/kind.yaml:14: field name of items has no type, or an unknown one: write one of string, text, integer, number, amount, percentage, boolean, date, datetime, url, email, enum, list"
        ),
        Spoiling(
            "A list of objects within another",
            items(
                "type: list\n    of:\n      name:\n        type: list\n        description: A name.\n        of: {a: {type: string, description: A.}}"
            ),
            "parcel/kind.yaml:17: field name of items holds objects and is no list of a kind's own: write type: list for a parameter, or take of away"
        ),
        Spoiling(
            "A field that no part says",
            [
                items(
                    "type: list\n    of:\n      name: {type: string, description: A name.}\n      price: {type: amount, description: A price.}"
                ),
                .replace(
                    "    - Une tasse\n    - Un bol\n",
                    with: "    - {name: Une tasse, price: {cents: 1290, currency: EUR}}\n", in: "parcel/kind.yaml"),
                .replace("{{.}}", with: "{{name}}", in: "parcel/fr/text.mustache"),
                .replace("{{.}}", with: "{{name}}", in: "parcel/fr/html.mustache"),
                .replace("{{.}}", with: "{{name}}", in: "parcel/en/text.mustache"),
                .replace("{{.}}", with: "{{name}}", in: "parcel/en/html.mustache"),
            ],
            "parcel/kind.yaml:11: field items.price is declared, and no part uses it: use {{price}} in {{#items}} or take it out"
        ),
        Spoiling(
            "A price in no currency",
            [
                items("type: list\n    of: {price: {type: amount, description: A price.}}"),
                .replace(
                    "    - Une tasse\n    - Un bol\n", with: "    - {price: {cents: 1290, currency: EU}}\n",
                    in: "parcel/kind.yaml"),
            ],
            "parcel/kind.yaml:27: the sample is wrong: parcel: parameter items[0].price has a currency that ISO 4217 does not have: mend the value"
        ),
        Spoiling(
            "Several lines where there is one",
            [
                note("type: text"),
                .write("Votre colis{{#note}} ({{note}}){{/note}}\n", to: "parcel/fr/subject.mustache"),
            ],
            "parcel/fr/subject.mustache:1: {{note}} may have several lines, and stands where there is one: declare it as type: string, or say it in the body"
        ),
        Spoiling(
            "True or false as words",
            [
                note("type: boolean"), .replace("note: Chez la voisine", with: "note: true", in: "parcel/kind.yaml"),
                .replace("\u{A0}: {{note}}", with: "", in: "parcel/fr/html.mustache"),
                .replace(": {{note}}", with: "", in: "parcel/en/text.mustache"),
                .replace(": {{note}}", with: "", in: "parcel/en/html.mustache"),
            ],
            "parcel/fr/text.mustache:14: {{note}} is true or false, which no letter says: put {{#note}} and {{/note}} around the words that need it"
        ),
        Spoiling(
            "A field outside of its list",
            [
                items("type: list\n    of: {name: {type: string, description: A name.}}"),
                .replace("    - Une tasse\n    - Un bol\n", with: "    - {name: Une tasse}\n", in: "parcel/kind.yaml"),
                .replace("{{.}}", with: "{{name}}", in: "parcel/fr/html.mustache"),
                .replace("{{.}}", with: "{{name}}", in: "parcel/en/text.mustache"),
                .replace("{{.}}", with: "{{name}}", in: "parcel/en/html.mustache"),
                .replace(
                    "{{#items}}\n- {{.}}\n{{/items}}", with: "{{#items}}\n- {{name}}\n{{/items}}\n{{name}}",
                    in: "parcel/fr/text.mustache"),
            ],
            "parcel/fr/text.mustache:8: {{name}} is not declared: declare it in kind.yaml or mend its name"),
        Spoiling(
            "An object as a word",
            [
                items("type: list\n    of: {name: {type: string, description: A name.}}"),
                .replace("    - Une tasse\n    - Un bol\n", with: "    - {name: Une tasse}\n", in: "parcel/kind.yaml"),
                .replace("{{.}}", with: "{{name}}", in: "parcel/fr/html.mustache"),
                .replace("{{.}}", with: "{{name}}", in: "parcel/en/text.mustache"),
                .replace("{{.}}", with: "{{name}}", in: "parcel/en/html.mustache"),
                .replace("{{.}}", with: "{{.}} {{name}}", in: "parcel/fr/text.mustache"),
            ], "parcel/fr/text.mustache:6: {{.}} is an object: say its fields by their names"),
    ]

    private static func note(_ declaration: String) -> Change {
        .replace("type: string", with: declaration, in: "parcel/kind.yaml")
    }

    private static func items(_ declaration: String) -> Change {
        .replace("type: list", with: declaration, in: "parcel/kind.yaml")
    }
}
