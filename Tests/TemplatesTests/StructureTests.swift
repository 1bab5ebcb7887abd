import Testing

@Suite("A template's structure")
struct StructureTests {
    private static let file = "account-updated/fr/text.mustache"

    @Test(
        "What the engine would swallow is refused at the load",
        arguments: [
            ("{{shop.name}}", "{{shop.name}", "a tag is not closed on its line"),
            ("{{shop.name}}", "{{uppercased(shop.name)}}", "a tag is not closed on its line, or is of no known form"),
            ("{{shop.name}}", "{{=<% %>=}}", "a tag is not closed on its line, or is of no known form"),
            ("{{shop.name}}", "{{% CONTENT_TYPE: HTML}}", "a tag is not closed on its line, or is of no known form"),
            ("{{shop.name}}", "{{.}}", "{{.}} stands in no list"),
            ("{{shop.name}}", "{{changes}}", "{{changes}} is a list"),
            ("{{shop.name}}", "{{shop.logo_url}}", "{{shop.logo_url}} may be missing"),
            (
                "{{shop.name}}", "{{^shop.logo_url}}{{shop.logo_url}}{{/shop.logo_url}}",
                "{{shop.logo_url}} may be missing"
            ),
            ("{{shop.name}}", "{{shop.privacy_url}}", "{{shop.privacy_url}} may be missing"),
            ("{{shop.name}}", "{{shop.social}}", "{{shop.social}} is a list of objects"),
            ("{{shop.name}}", "{{social_name}}", "{{social_name}} is not declared"),
            ("{{shop.name}}", "{{#shop.social}}{{.}}{{/shop.social}}", "{{.}} stands in no list"),
            ("{{shop.name}}", "{{#shop.name}}x{{/shop.name}}", "{{#shop.name}} is always there"),
            ("{{shop.name}}", "{{#colour}}x{{/colour}}", "{{#colour}} is not declared"),
            ("{{shop.name}}", "{{> legl.text}}", "there is no layout legl.text"),
            ("{{shop.name}}", "{{> legal.html}}", "legal.html is a layout for another part"),
            ("{{/changes}}", "", "changes is opened and never closed"),
            ("{{/changes}}", "{{/chnages}}", "{{/chnages}} closes nothing"),
            ("{{/frame.text}}", "", "frame.text is opened and never closed"),
            ("{{/frame.text}}", "{{/frame.text}}{{/changes}}", "{{/changes}} closes nothing"),
            ("{{$body}}", "{{$bdy}}", "frame.text has no block bdy"),
            ("{{$body}}", "Hors du cadre\n{{$body}}", "what stands before or in this tag is in no block"),
            ("{{$body}}", "{{shop.name}}{{$body}}", "what stands before or in this tag is in no block"),
            ("{{/frame.text}}", "Perdu\n{{/frame.text}}", "what stands before or in this tag is in no block"),
        ])
    func refused(words: String, others: String, fault: String) throws {
        let copy = try Copy()
        try copy.replace(words, with: others, in: Self.file)
        let faults = copy.faultsOfLoad
        #expect(faults.contains { $0.hasPrefix("account-updated") && $0.contains(": \(fault)") }, "\(faults)")
    }

    @Test("Layouts that hold one another are refused")
    func circle() throws {
        let copy = try Copy()
        try copy.write("{{> b.text}}\n", to: "layouts/a.text.mustache")
        try copy.write("{{> a.text}}\n", to: "layouts/b.text.mustache")
        try copy.replace("{{shop.name}}", with: "{{> a.text}}", in: Self.file)
        #expect(copy.faultsOfLoad.contains { $0.contains("in a circle") })
    }

    @Test("A comment may say anything")
    func comment() throws {
        let copy = try Copy()
        try copy.replace("{{$body}}", with: "{{! {what?} the editor's note }}\n{{$body}}", in: Self.file)
        #expect(copy.faultsOfLoad == [])
    }

    @Test("A file that is no part of a letter is refused: it may be a part whose name was mistyped")
    func stranger() throws {
        let copy = try Copy()
        try copy.write("x", to: "account-updated/fr/htlm.mustache")
        #expect(copy.faultsOfLoad.contains { $0.hasPrefix("account-updated/fr/htlm.mustache: is no part of a letter") })
    }

    @Test("A folder without templates, or none at all, is one fault that says where to look")
    func nothing() throws {
        let copy = try Copy()
        try copy.remove("")
        #expect(copy.faultsOfLoad.count == 1)
        #expect(copy.faultsOfLoad.first?.contains("is no folder") == true)
    }
}
