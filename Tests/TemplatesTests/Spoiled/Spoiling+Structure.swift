extension Spoiling {
    /// Tags, layouts and files that do not fit together.
    static let structure: [Spoiling] = [
        Spoiling(
            "A brace too few", .replace("{{arrives_at}}", with: "{{arrives_at}", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:3: a tag is not closed on its line, or is of no known form: write {{name}}"),
        Spoiling(
            "A section that is never closed", .replace("{{/items}}\n", with: "", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:5: items is opened and never closed: add {{/items}}"),
        Spoiling(
            "A section that is closed under another name",
            .replace("{{/note}}", with: "{{/nott}}", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:16: {{/nott}} closes nothing: close {{/note}} first"),
        Spoiling(
            "A tag that closes nothing", .replace("{{link}}", with: "{{link}}{{/link}}", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:11: {{/link}} closes nothing: close {{/body}} first"),
        Spoiling(
            "A layout that is not there",
            .replace("{{<frame.text}}", with: "{{<fram.text}}", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:1: there is no layout fram.text: add layouts/fram.text.mustache or mend the name"),
        Spoiling(
            "A layout of the other part",
            .replace("{{link}}", with: "{{link}}\n\n{{> footer.html}}", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:13: footer.html is a layout for another part: use one that ends in .text"),
        Spoiling(
            "A layout that holds itself",
            .replace("{{shop.url}}", with: "{{shop.url}}\n{{> frame.text}}", in: "layouts/fr/footer.text.mustache"),
            "layouts/fr/footer.text.mustache:5: layouts hold one another in a circle: break the circle"),
        Spoiling(
            "A block that the layout does not have",
            .replace(
                "{{$preheader}}Ce que contient votre colis, et quand il arrive.{{/preheader}}",
                with: "{{$preheder}}Ce que contient votre colis, et quand il arrive.{{/preheder}}",
                in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:2: frame.html has no block preheder: use one of body, preheader"),
        Spoiling(
            "Words that stand in no block",
            .replace("{{/body}}\n", with: "{{/body}}\nPerdu\n", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:17: what stands before or in this tag is in no block: move it into {{$body}}"),
        Spoiling(
            "A change of the delimiters",
            .replace("{{link}}", with: "{{=<% %>=}}{{link}}", in: "parcel/fr/text.mustache"),
            "parcel/fr/text.mustache:11: a tag is not closed on its line, or is of no known form: write {{name}}"),
        Spoiling(
            "A letter without its text part", .remove("parcel/fr/text.mustache"),
            "parcel/fr: has no text part: add parcel/fr/text.mustache"),
        Spoiling(
            "A letter without its subject", .remove("parcel/fr/subject.mustache"),
            "parcel/fr: has no subject part: add parcel/fr/subject.mustache"),
        Spoiling(
            "A language that lacks a part", .remove("parcel/en/html.mustache"),
            "parcel/en: has no html part: add parcel/en/html.mustache"),
        Spoiling(
            "A file whose name is mistyped", .write("x", to: "parcel/fr/htlm.mustache"),
            "parcel/fr/htlm.mustache: is no part of a letter: name it subject, text or html.mustache"),
        Spoiling(
            "A folder whose name is no language tag", .write("x\n", to: "parcel/fr_CA/subject.mustache"),
            "parcel/fr_CA: is no language tag as folders are named: name it fr-CA"),
        Spoiling(
            "A kind without kind.yaml", .remove("parcel/kind.yaml"),
            "parcel: has no kind.yaml: add one, as other kinds have it"),
    ]
}
