import Mail

/// Finds variables inside links that are no links: nothing percent-encodes a value there, so `?name={{name}}` would let a
/// customer's name write the rest of the address, and `href="{{name}}"` all of it.
enum LinkCheck {
    static func faults(in source: Source, of definition: KindDefinition, shelf: LayoutShelf) -> [TemplateFault] {
        let links = Set(definition.parameters.filter { $0.kind == .link }.map(\.name)).union(BuiltIn.links)
        // What a layout puts into a link is one where the block is filled.
        let linkBlocks = Set(
            shelf.sources.values.flatMap { layout in
                Self.places(in: layout, linkBlocks: []).filter { $0.tag.kind == .block }.map(\.tag.name)
            })
        var faults: [TemplateFault] = []
        for place in Self.places(in: source, linkBlocks: linkBlocks) where place.tag.kind == .variable {
            let isAllowed =
                place.before.isEmpty && links.contains(place.tag.name)
                || place.before == "mailto:" && place.tag.name == "shop.help_address"
            if isAllowed { continue }
            faults.append(
                TemplateFault(
                    file: source.file, line: place.tag.line, fault: "{{\(place.tag.name)}} stands in a link and is none",
                    mend: "let the application give the whole link, as a parameter of type link"))
        }
        return faults
    }

    /// A tag inside a link, and the link's characters before it.
    private struct Place {
        var tag: Tag
        var before: String
    }

    private static func places(in source: Source, linkBlocks: Set<String>) -> [Place] {
        var places: [Place] = []
        for (number, line) in source.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            /// The link so far, while inside one, and what ends it.
            var link: (before: String, end: LinkEnd)?
            var rest = line
            while let first = rest.first {
                if rest.hasPrefix("{{"), let close = rest.firstRange(of: "}}") {
                    let tags = Tag.scan(String(rest[..<close.upperBound]))
                    for var tag in tags {
                        tag.line = number + 1
                        if tag.kind == .block, link == nil, linkBlocks.contains(tag.name) {
                            link = ("", .block(tag.name))
                        } else if tag.kind == .close, case .block(tag.name) = link?.end {
                            link = nil
                        } else if let before = link?.before {
                            places.append(Place(tag: tag, before: before))
                            if tag.kind == .variable { link?.before += "x" }
                        }
                    }
                    rest = rest[close.upperBound...]
                    continue
                }
                if link?.end.isReached(by: first) == true { link = nil }
                if link == nil, let start = LinkEnd.starts.first(where: { rest.hasPrefix($0.words) }) {
                    link = (start.before, start.end)
                    rest = rest.dropFirst(start.words.count)
                } else {
                    link?.before.append(first)
                    rest = rest.dropFirst()
                }
            }
        }
        return places
    }
}

/// Where a link ends.
private enum LinkEnd {
    /// At the attribute's quote.
    case quote
    /// At a space or a tag.
    case word
    /// Where the block is closed.
    case block(String)

    static let starts: [(words: String, before: String, end: LinkEnd)] = [
        (" href=\"", "", .quote), (" src=\"", "", .quote), ("https://", "https://", .word), ("http://", "http://", .word),
    ]

    func isReached(by character: Character) -> Bool {
        switch self {
        case .quote: character == "\""
        case .word: character.isWhitespace || character == "<" || character == "\""
        case .block: false
        }
    }
}
