import Mail

/// What of HTML may stand in a letter: words, lists, tables and pictures. Nothing that runs, that collects, or that loads more than a picture.
struct ElementRules {
    private(set) var faults: [IssueFault] = []
    private let scalars: [Unicode.Scalar]
    private let places: SourcePlaces
    private let isDocument: Bool

    /// As the schema has them, in `facteur.html_fault`.
    private static let allowed: Set<String> = [
        "a", "abbr", "address", "area", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption",
        "center", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption",
        "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li",
        "main", "map", "mark", "nav", "ol", "p", "picture", "pre", "q", "s", "samp", "section", "small", "span",
        "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul",
        "var", "wbr",
    ]
    private static let ofDocuments: Set<String> = ["body", "head", "html", "meta", "style", "title"]
    /// Elements of which more is to be said than that they have no place.
    private static let reasons: [String: (fault: String, mend: String)] = [
        "script": ("<script> runs a program", "take it out: mail programs drop it, and distrust its sender"),
        "form": ("<form> asks for something in the letter", "lead to a page that asks for it"),
        "link": ("<link> loads a style from elsewhere", "write the styles into the head or the elements"),
        "iframe": ("<iframe> shows another page", "lead to that page"),
        "base": ("<base> moves all links", "write the whole address into each link"),
    ]

    init(_ scalars: [Unicode.Scalar], places: SourcePlaces, isDocument: Bool) {
        self.scalars = scalars
        self.places = places
        self.isDocument = isDocument
    }

    /// Looks at a tag; `isOutlooks` where only Outlook reads it.
    mutating func check(_ token: HTMLToken, isOutlooks: Bool) {
        guard token.kind == .opening else { return }
        element(token, isOutlooks: isOutlooks)
        for attribute in token.attributes { self.attribute(attribute, of: token) }
        if token.name == "img" { image(token) }
    }

    private mutating func element(_ token: HTMLToken, isOutlooks: Bool) {
        let name = token.name
        let place = token.range.lowerBound
        if name.holdsMark {
            report(place, "a placeholder stands in the name of an element", "write the element out")
        } else if Self.ofDocuments.contains(name) {
            if !isDocument {
                report(
                    place, "<\(name)> belongs to a whole document",
                    "write styles into the elements, or begin with <!doctype html>")
            }
        } else if name.contains(":") || name == "xml" || name == "noscript" {
            if !isOutlooks {
                report(
                    place, "<\(name)> is read by Outlook alone", "write <!--[if mso]> before it and <![endif]--> behind"
                )
            }
        } else if !Self.allowed.contains(name) {
            let (fault, mend) = Self.reasons[name] ?? ("<\(name.prefix(40))> has no place in a letter", "take it out")
            report(place, fault, mend)
        }
        if name == "meta", let equivalent = token["http-equiv"],
            !["content-type", "x-ua-compatible", "content-language"].contains(text(equivalent).lowercased())
        {
            report(place, "<meta http-equiv> tells browsers to do something", "take it out")
        }
    }

    private mutating func attribute(_ attribute: HTMLToken.Attribute, of token: HTMLToken) {
        let name = attribute.name
        if name.holdsMark {
            return report(
                attribute.place, "a placeholder stands in a tag", "put it into the value of an attribute, in quotes")
        }
        if name.hasPrefix("on") { return report(attribute.place, "\(name.prefix(40)) runs a program", "take it out") }
        if name == "ping" { return report(attribute.place, "ping tells somebody who followed a link", "take it out") }
        guard let range = attribute.value else { return }
        let value = text(attribute)
        if value.holdsMark, !attribute.isQuoted {
            report(range.lowerBound, "a placeholder stands in \(name) without quotes", "write quotes around the value")
        }
        switch name {
        case "href": link(value, range)
        case "src", "background", "poster": picture(value, range)
        case "srcset":
            for candidate in value.split(separator: ",") {
                picture(candidate.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? "", range)
            }
        case "style": faults += StyleDeclarations(scalars, range, places: places, isAttribute: true).faults
        default: break
        }
    }

    private mutating func link(_ value: String, _ range: Range<Int>) {
        let link = LinkValue(value)
        if value.isEmpty {
            report(range.lowerBound, "a link leads nowhere", "give it an address, or take it out")
        } else if link.isPlaceholder {
            report(
                range.lowerBound, "a placeholder stands for a whole link",
                "write https:// and the host out: a field may follow its /")
        } else if !link.isAllowed {
            report(
                range.lowerBound, "a link is no https:// address", "write the whole address, or mailto: and a mailbox")
        }
    }

    private mutating func picture(_ value: String, _ range: Range<Int>) {
        if value.holdsMark {
            // CNIL, recommandation 2026-042 (standards, section 8).
            report(
                range.lowerBound, "the address of a picture differs by reader",
                "use the same picture for everybody: this one would tell who opened the letter")
        } else if WebLink(value) == nil {
            report(
                range.lowerBound, "a picture is not fetched from an https:// address",
                "write the whole address: https://…")
        }
    }

    private mutating func image(_ token: HTMLToken) {
        let place = token.range.lowerBound
        if token["alt"] == nil {
            report(place, "a picture has no alt", "say what it shows, or write alt=\"\" where it only decorates")
        }
        if token["src"]?.value == nil {
            report(place, "a picture has no src", "give it its address: src=\"https://…\"")
        }
        let sides = ["width", "height"].compactMap { token[$0].map(text).flatMap { Int($0) } }
        if sides.count == 2, sides.allSatisfy({ $0 <= 1 }) {
            report(place, "a picture of one pixel counts who opens the letter", "take it out; for space use padding")
        }
    }

    private func text(_ attribute: HTMLToken.Attribute) -> String {
        let text = attribute.value.map { scalars.said($0) } ?? ""
        let words = Entities.resolved(text).unicodeScalars.drop { $0.isMarkupSpace }
        return String(Substring(words)).trimmedEnd
    }

    private mutating func report(_ index: Int, _ fault: String, _ mend: String) {
        faults.append(places.fault(at: index, fault, mend))
    }
}

extension String {
    /// Whether a reader's value stands in it.
    var holdsMark: Bool { unicodeScalars.contains(where: Placeholders.isMark) }

    fileprivate var trimmedEnd: String {
        var scalars = unicodeScalars[...]
        while let last = scalars.last, last.isMarkupSpace { scalars.removeLast() }
        return String(scalars)
    }
}
