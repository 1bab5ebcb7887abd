import CCMarkGFM
import Synchronization

/// A text as cmark-gfm has parsed it, in memory of cmark's.
struct MarkdownDocument: ~Copyable {
    private let root: OpaquePointer?

    /// Parses CommonMark. NUL, which no text has, comes out as U+FFFD.
    init(_ source: String) {
        // cmark-gfm keeps the signs of its extensions in one table for the whole process while it parses.
        let limits = MarkdownLimits(source)
        root = Self.lock.withLock { _ in
            cmark_gfm_core_extensions_ensure_registered()
            let parser = cmark_parser_new(CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE)
            defer { cmark_parser_free(parser) }
            for name in limits.extensions {
                cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
            }
            var source = limits.source
            source.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
            }
            return cmark_parser_finish(parser)
        }
    }

    deinit {
        if let root { cmark_node_free(root) }
    }

    /// What `body` makes of the tree, of which it must keep no node.
    func read<Result>(_ body: (MarkdownNode) -> Result) -> Result? { root.map { body(MarkdownNode($0)) } }

    private static let lock = Mutex(())
}
