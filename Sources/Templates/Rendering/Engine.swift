import Mail
import Mustache

/// The template engine behind a wall: the only file that knows it. Templates come in checked by `PartCheck`.
struct Engine: Sendable {
    private let library: MustacheLibrary
    private let part: MustacheTemplate

    /// Compiles one part, which may draw on these layouts. Throws the engine's own complaint as a fault.
    init(_ source: Source, layouts: Layouts, escaping: Escaping) throws(TemplateFault) {
        library = escaping == .markup ? layouts.markup : layouts.words
        part = try Self.compile(source, escaping)
    }

    /// Layouts, compiled once for all parts that draw on them.
    struct Layouts: Sendable {
        fileprivate var markup = MustacheLibrary()
        fileprivate var words = MustacheLibrary()

        /// Throws the engine's own complaint as a fault.
        init(_ sources: [String: Source]) throws(TemplateFault) {
            for (name, source) in sources {
                if name.hasSuffix(".html") {
                    markup.register(try Engine.compile(source, .markup), named: name)
                } else {
                    words.register(try Engine.compile(source, .none), named: name)
                }
            }
        }
    }

    /// One of a few words, which sections tell apart: `{{#carrier.colissimo}}` where the word is that, `{{carrier}}` for its text.
    struct Choice: Sendable, MustacheParent, MustacheCustomRenderable {
        let word: String
        let text: String

        // Of other names it knows nothing: within `{{#carrier}}` they are looked for outside.
        func child(named: String) -> Any? { named == word ? true : nil }
        var renderText: String { text }
        var isNull: Bool { false }
    }

    /// Renders with these values: texts, flags, choices, lists, and dictionaries for dotted names and the objects of lists.
    func render(_ values: [String: any Sendable]) -> String {
        part.render(values, library: library)
    }

    /// How values are written into the words around them.
    enum Escaping: String {
        case none = "TEXT"
        case markup = "MARKUP"
    }

    /// A partial forgets the content type of its caller and escapes for HTML, so every source names its own.
    private static func compile(_ source: Source, _ escaping: Escaping) throws(TemplateFault) -> MustacheTemplate {
        // Registered here, before any source that names it is parsed; to do it again changes nothing.
        MustacheContentTypes.register(MarkupContent(), named: Escaping.markup.rawValue)
        do {
            return try MustacheTemplate(string: "{{% CONTENT_TYPE: \(escaping.rawValue)}}\n" + source.text)
        } catch {
            let line = (error as? MustacheTemplate.ParserError).map { $0.context.lineNumber - 1 }
            throw TemplateFault(
                file: source.file, line: line, fault: "is no Mustache template",
                mend: "mend the tag on or before this line")
        }
    }

    /// The engine's own escaper compares Characters, and a quote with a combining accent is another Character than a quote:
    /// it would end an attribute. This one looks at bytes, and keeps the lines of a text apart.
    private struct MarkupContent: MustacheContentType {
        func escapeText(_ text: String) -> String {
            let escaped = HTMLText.escaped(text)
            guard escaped.utf8.contains(UInt8(ascii: "\n")) else { return escaped }
            return escaped.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
                .map { String(Substring($0)) }.joined(separator: "<br>\n")
        }
    }
}
