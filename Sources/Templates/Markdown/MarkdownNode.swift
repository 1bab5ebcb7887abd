import CCMarkGFM

/// A node of a parsed text, as long as its document lives.
struct MarkdownNode: Hashable {
    /// What it is, by cmark's own names.
    enum Element: String {
        case document, paragraph, heading, list, item, table, strikethrough, link, image, text, code
        case quotation = "block_quote"
        case codeBlock = "code_block"
        case htmlBlock = "html_block"
        case rule = "thematic_break"
        case tableHeader = "table_header"
        case tableRow = "table_row"
        case tableCell = "table_cell"
        /// The end of a line in the source, which means nothing.
        case lineEnd = "softbreak"
        case lineBreak = "linebreak"
        case inlineHTML = "html_inline"
        case emphasis = "emph"
        case strong
        /// Nothing that the parser is asked for.
        case unknown = ""
    }

    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    var element: Element { Element(rawValue: Self.string(cmark_node_get_type_string(pointer))) ?? .unknown }

    var children: [MarkdownNode] {
        Array(sequence(first: cmark_node_first_child(pointer)) { cmark_node_next($0) }.compactMap(\.self))
            .map(MarkdownNode.init)
    }

    var onlyChild: MarkdownNode? {
        guard let first = cmark_node_first_child(pointer), cmark_node_next(first) == nil else { return nil }
        return MarkdownNode(first)
    }

    /// What it stands in; nil for the document.
    var parent: MarkdownNode? { cmark_node_parent(pointer).map(MarkdownNode.init) }

    /// The words of a leaf.
    var literal: String { Self.string(cmark_node_get_literal(pointer)) }

    /// Where a link or a picture leads, without the escapes of Markdown.
    var target: String { Self.string(cmark_node_get_url(pointer)) }

    /// What an editor wrote behind a link's address; empty for nothing.
    var title: String { Self.string(cmark_node_get_title(pointer)) }

    /// Where it begins in the text that was parsed; both from 1, the second in octets. A bare link has none, or one that is near.
    var line: Int { Int(cmark_node_get_start_line(pointer)) }
    var column: Int { Int(cmark_node_get_start_column(pointer)) }

    /// Whether a link was found among the words, without brackets: of such the parser does not know where they begin, or nearly.
    var isBare: Bool { element == .link && (line == 0 || onlyChild?.literal.hasPrefix("www.") == true) }

    /// Whether a block of code stands between fences.
    var isFenced: Bool {
        var (length, offset): (CInt, CInt) = (0, 0)
        var sign: CChar = 0
        return cmark_node_get_fenced(pointer, &length, &offset, &sign) != 0
    }

    /// From 1.
    var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }

    /// The number of a list's first item; nil where items have none.
    var firstNumber: Int? {
        cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST ? Int(cmark_node_get_list_start(pointer)) : nil
    }

    /// Whether no blank line parts the items of the list.
    var isTight: Bool { cmark_node_get_list_tight(pointer) != 0 }

    /// For each of a table's columns `l`, `c` or `r`, or 0 where the editor did not say.
    var alignments: [UInt8] {
        let count = Int(cmark_gfm_extensions_get_table_columns(pointer))
        return Array(UnsafeBufferPointer(start: cmark_gfm_extensions_get_table_alignments(pointer), count: count))
    }

    /// This node and all below it in the order of the source. Takes no stack, however deep they are.
    var all: [MarkdownNode] {
        guard let iterator = cmark_iter_new(pointer) else { return [] }
        defer { cmark_iter_free(iterator) }
        var nodes: [MarkdownNode] = []
        while true {
            switch cmark_iter_next(iterator) {
            case CMARK_EVENT_ENTER: nodes += cmark_iter_get_node(iterator).map { [MarkdownNode($0)] } ?? []
            case CMARK_EVENT_EXIT: continue
            default: return nodes
            }
        }
    }

    /// All words of it, without any mark.
    var words: String {
        all.map { node in
            switch node.element {
            case .lineEnd, .lineBreak: " "
            default: node.literal
            }
        }.joined()
    }

    private static func string(_ bytes: UnsafePointer<CChar>?) -> String { bytes.map { String(cString: $0) } ?? "" }
}
