import Mail

/// HTML that mail programs cut, block or show to nobody.
struct MarkupCheck {
    private let html: TracedText
    private let language: String
    private(set) var faults: [TemplateFault] = []

    private static let banned: Set<String> = [
        "audio", "base", "button", "embed", "form", "frame", "iframe", "input", "link", "math", "object", "script",
        "select",
        "svg", "textarea", "video",
    ]

    init(_ view: MarkupView, language: String) {
        html = view.html
        self.language = language
        for token in view.tokens {
            switch token.type {
            case .opening: element(token)
            case .text where html.text(token.range).contains("@import"):
                report(token.range.lowerBound, "external CSS", "write the styles into the elements")
            case .text, .closing: break
            }
        }
        document(view)
    }

    private mutating func element(_ token: MarkupToken) {
        if Self.banned.contains(token.name) {
            report(token.range.lowerBound, "<\(token.name)> has no place in mail", "take it out")
        }
        for attribute in token.attributes {
            if attribute.name.hasPrefix("on") {
                report(attribute.range.lowerBound, "\(attribute.name) runs a script", "take it out")
            }
            if attribute.name == "background" || (attribute.name == "style" && attribute.value.contains("url(")) {
                report(attribute.range.lowerBound, "an image in the background", "use a colour, or <img> with alt")
            }
        }
        if token.name == "img" { image(token) }
        if token.name == "a", let link = token["href"] { self.link(link) }
    }

    private mutating func image(_ token: MarkupToken) {
        let start = token.range.lowerBound
        if token["alt"] == nil {
            report(start, "an image without alt", "add alt=\"what it shows\", or alt=\"\" where it only decorates")
        }
        guard let source = token["src"], WebLink(source.value) != nil, token["srcset"] == nil else {
            return report(
                start, "an image that is not fetched from one https:// address", "give it src=\"https://...\"")
        }
        let variables = source.range.compactMap { html.origin(at: $0).variable }
        if let variable = variables.first(where: { !$0.hasPrefix("shop.") && !$0.hasPrefix("content.") }) {
            report(
                start, "an image whose address holds {{\(variable)}} tells who opened the mail",
                "use the same image for every reader")
        }
    }

    private mutating func link(_ link: MarkupToken.Attribute) {
        let isKnown = ["mailto:", "tel:"].contains { link.value.hasPrefix($0) }
        if !isKnown, WebLink(link.value) == nil {
            report(
                link.range.lowerBound, "a link that is no https:// address",
                "write the whole address, or mailto: and a mailbox"
            )
        }
    }

    private mutating func document(_ view: MarkupView) {
        let elements = view.tokens.filter { $0.type == .opening }
        let root = elements.first { $0.name == "html" }
        let place = root?.range.lowerBound ?? 0
        if root?["lang"]?.value != language {
            report(place, "<html> without the lang of its words", "write <html lang=\"{{language}}\" dir=\"ltr\">")
        }
        let body = elements.drop { $0.name != "body" }
        if !body.contains(where: { $0["lang"]?.value == language }) {
            report(
                body.first?.range.lowerBound ?? place, "nothing within <body> has lang",
                "add lang=\"{{language}}\" to the outermost table: some web mail drops <html>")
        }
        if view.title.map({ $0.allSatisfy(\.isWhitespace) }) ?? true {
            report(place, "a document without title", "add <title>{{subject}}</title>")
        }
    }

    private mutating func report(_ index: Int, _ fault: String, _ mend: String) {
        faults.append(html.fault(at: index, fault, mend))
    }
}
