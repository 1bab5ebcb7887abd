import Mail

/// Finds variables inside links that are no links: nothing percent-encodes a value there, so `?name={{name}}` would let a
/// customer's name write the rest of the address, and `href="{{name}}"` all of it.
enum LinkValues {
    /// Those in a kind's own parts, and in all layouts.
    static func faults(
        in sources: some Collection<Source>, of definition: KindDefinition, layoutSet: LayoutSet
    ) -> [TemplateFault] {
        let parameters = definition.parameters.flatMap { [$0] + $0.fields }
        let others = parameters.filter { $0.type != .url }.map(\.name)
        let links = Set(parameters.filter { $0.type == .url }.map(\.name)).subtracting(others).union(BuiltIn.links)
        let own = sources.map { source in
            (source, LinkTags.tags(in: MustacheToken.lines(of: source.text), linkBlocks: layoutSet.linkBlocks))
        }
        return (own + layoutSet.linkTags).flatMap { source, tags in
            tags.filter { $0.tag.role == .variable && !isAllowed($0, links) }.map { found in
                TemplateFault(
                    file: source.file, line: found.tag.line,
                    fault: "{{\(found.tag.name)}} stands in a link and is none",
                    mend: "let the application give the whole link, as a parameter of type url")
            }
        }
    }

    private static func isAllowed(_ found: LinkTag, _ links: Set<String>) -> Bool {
        found.before.isEmpty && links.contains(found.tag.name)
            || found.before == "mailto:" && found.tag.name == "shop.help_address"
    }
}

/// A tag inside a link.
struct LinkTag {
    var tag: Tag
    /// The link's characters before the tag; a variable is an `x`.
    var before: String
}

/// The tags inside links, in the attributes and the words of a source. A link ends with its line.
enum LinkTags {
    /// The blocks that layouts put into a link, be it within another such block.
    static func linkBlocks(in layouts: some Collection<[[MustacheToken]]>) -> Set<String> {
        var known: Set<String> = []
        while true {
            let tags = layouts.flatMap { Self.tags(in: $0, linkBlocks: known) }
            let found = Set(tags.filter { $0.tag.role == .block }.map(\.tag.name))
            if found.isSubset(of: known) { return known }
            known.formUnion(found)
        }
    }

    static func tags(in lines: [[MustacheToken]], linkBlocks: Set<String>) -> [LinkTag] {
        lines.flatMap { tokens in
            var scanner = Scanner(linkBlocks: linkBlocks)
            for token in tokens { scanner.scan(token) }
            return scanner.tags
        }
    }
}

/// Walks one line and knows whether it is inside a link.
private struct Scanner {
    private enum End {
        /// At the attribute's quote.
        case quote
        /// At a space, a quote or a tag.
        case word
        /// Where the block is closed that a layout puts into a link.
        case block(String)
    }

    private static let starts: [(words: [UInt8], before: String, end: End)] = [
        (Array(" href=\"".utf8), "", .quote), (Array(" src=\"".utf8), "", .quote),
        (Array("https://".utf8), "https://", .word), (Array("http://".utf8), "http://", .word),
    ]

    let linkBlocks: Set<String>
    private(set) var tags: [LinkTag] = []
    private var link: (before: String, end: End)?

    init(linkBlocks: Set<String>) { self.linkBlocks = linkBlocks }

    mutating func scan(_ token: MustacheToken) {
        switch token {
        case .words(let words): scan(Array(words.utf8))
        case .tag(let tag, _): add(tag)
        case .comment: break
        }
    }

    private mutating func scan(_ line: [UInt8]) {
        var index = 0
        while index < line.count {
            let byte = line[index]
            endLink(at: byte)
            if link == nil, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "h"),
                let start = Self.starts.first(where: { line[index...].starts(with: $0.words) })
            {
                link = (start.before, start.end)
                index += start.words.count
            } else {
                link?.before.unicodeScalars.append(Unicode.Scalar(byte))
                index += 1
            }
        }
    }

    private mutating func add(_ tag: Tag) {
        if tag.role == .block, link == nil, linkBlocks.contains(tag.name) {
            link = ("", .block(tag.name))
        } else if tag.role == .close, case .block(tag.name) = link?.end {
            link = nil
        } else if let before = link?.before {
            tags.append(LinkTag(tag: tag, before: before))
            if tag.role == .variable { link?.before += "x" }
        }
    }

    private mutating func endLink(at byte: UInt8) {
        switch link?.end {
        case .quote where byte == UInt8(ascii: "\""): link = nil
        case .word
        where byte <= UInt8(ascii: " ") || byte >= 0x80 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\""):
            link = nil
        default: break
        }
    }
}
