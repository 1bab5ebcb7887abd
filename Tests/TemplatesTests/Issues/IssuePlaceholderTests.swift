import Testing

@testable import Templates

@Suite("Placeholders of an issue")
struct IssuePlaceholderTests {
    static let faults: [(text: String, faults: [String])] = [
        ("{{salutation}} {{ name }} {{name|chère lectrice}} {{city|}}", []),
        ("{{#vip}}a{{^city}}b{{/city}}{{/vip}}", []),
        ("\\{{name}} is written so, \\{{ too", []),
        ("{{nmae}}", ["1:1: {{nmae}} is not a field"]),
        ("Un\n deux {{Name}}", ["2:7: {{Name}} is no placeholder"]),
        ("{{}} {{ }}", ["1:1: {{}} is no placeholder", "1:6: {{ }} is no placeholder"]),
        ("{{name", ["1:1: {{ is no placeholder"]),
        ("{{{name}}}", ["1:1: {{ is no placeholder"]),
        ("{{#vip|x}}a{{/vip}}", ["1:1: {{#vip|x}} is no placeholder", "1:12: {{/vip}} ends no section that is open"]),
        ("{{#vip}}a", ["1:1: {{#vip}} has no end"]), ("{{^vip}}a", ["1:1: {{^vip}} has no end"]),
        ("a{{/vip}}", ["1:2: {{/vip}} ends no section that is open"]),
        (
            "{{#vip}}{{#city}}{{/vip}}{{/city}}",
            ["1:1: {{#vip}} has no end", "1:18: {{/vip}} ends no section that is open"]
        ),
        ("[a](https://{{city}}.boutique.example)", ["1:13: {{city}} stands in the host of a link"]),
        ("[a](https://boutique.example/{{city}}?v={{name}})", []), ("[a]({{view_link}})", []),
        ("[a]({{city}})", ["1:5: {{city}} stands for a whole link"]),
        ("[a](<{{city}}>)", ["1:6: {{city}} stands for a whole link"]),
        ("![a](https://a.example/{{city}}.png)", ["1:24: {{city}} makes the address of a picture differ by reader"]),
        ("![{{city}}](https://a.example/a.png)", []),
        (
            ":::image\nalt: {{city}}\nsource: https://a.example/{{city}}.png\n:::",
            ["3:27: {{city}} makes the address of a picture differ by reader"]
        ),
        (
            ":::product\r\nlink: {{city}}\r\npicture: https://a.example/{{vip}}\r\n:::",
            [
                "2:7: {{city}} stands for a whole link",
                "3:28: {{vip}} makes the address of a picture differ by reader",
            ]
        ),
        (":::button\nlink: https://a.example/{{city}}\n{{name}}\n:::\nsource: {{city}}", []),
        (":::button\nlink: {{preferences_link}}\nMoins\n:::\n[a]({{preferences_link}})", []),
        ("[a][b]\n\n[b]: {{city}}", ["3:6: {{city}} stands for a whole link"]),
        ("[a][b] ![c](https://a.example/a.png)\n\n[b]: https://a.example/{{city}}", []),
        (
            "![a][B]\n\n[b]: https://a.example/{{city}} \"{{name}}\"",
            ["3:24: {{city}} makes the address of a picture differ by reader"]
        ),
        ("![b]\n\n[b]: <https://{{city}}>", ["3:15: {{city}} makes the address of a picture differ by reader"]),
        ("[![a](https://a.example/a.png)](https://a.example/{{city}})", []),
    ]

    @Test("Each slip is told with its place", arguments: faults)
    func told(text: String, faults: [String]) {
        let found = IssuePlaceholders.faults(in: text, fields: ["city", "vip"])
        #expect(found.map { "\($0.line):\($0.column): \($0.fault)" } == faults)
    }

    @Test("More sections than an issue is rendered for are told")
    func manySections() {
        let text = (1...9).map { "{{#f\($0)}}a{{/f\($0)}}" }.joined()
        #expect(IssuePlaceholders.faults(in: text, fields: nil).map(\.fault) == ["there are sections by 9 names"])
        #expect(IssuePlaceholders.fields(in: text) == Set((1...9).map { "f\($0)" }))
    }

    @Test("Rules that would take a tag for words see sections both ways, all in its place")
    func withoutSections() {
        let text = "a {{#vip}}\n{{b}}{{^city}}c{{/city}}\n{{/vip}} {{/d}}"
        let plain = IssuePlaceholders.withoutSections(text)
        #expect(plain == "a         \n{{b}}         c         \n         {{/d}}")
        #expect(plain.unicodeScalars.count == text.unicodeScalars.count)
    }

    @Test("Where it is unknown what readers carry, any name may be a field")
    func unknownFields() {
        #expect(IssuePlaceholders.faults(in: "{{ville}}", fields: nil).isEmpty)
        #expect(IssuePlaceholders.faults(in: "{{Ville}}", fields: nil).count == 1)
    }

    @Test(
        "Sections are said or not, with their lines; escaped braces are braces",
        arguments: [
            ("a {{#vip}}b{{/vip}} c", "a b c", "a  c"), ("a {{^vip}}b{{/vip}} c", "a  c", "a b c"),
            ("- a\n{{#vip}}\n- b\n{{/vip}}\n- c", "- a\n- b\n- c", "- a\n- c"),
            ("{{#vip}}\na\n{{/vip}}", "a\n", ""), ("a\n  {{#vip}}  \nb\n{{/vip}}\n", "a\nb\n", "a\n"),
            ("{{#vip}}{{#vip}}a{{/vip}}{{/vip}}", "a", ""), ("{{#vip}}a{{^city}}b{{/city}}{{/vip}}", "ab", ""),
            ("\\{{vip}} {{vip}}", "{{vip}} <vip>", "{{vip}} <vip>"), ("{{#vip}}\\{{a", "{{#vip}}{{a", "{{#vip}}{{a"),
            ("a{{/vip}} {{ b", "a{{/vip}} {{ b", "a{{/vip}} {{ b"),
        ])
    func sections(source: String, on: String, off: String) {
        let source = IssueSource(source)
        let written = { (tag: IssueTag) in "<\(tag.name)>" }
        #expect(source.text(where: { $0 == "vip" }, value: written) == on)
        #expect(source.text(where: { _ in false }, value: written) == off)
    }
}
