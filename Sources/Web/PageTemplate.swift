import Mail
import Mustache

/// A page in a file of its own, HTML with mustache tags, which is embedded when the program is built. What `{{...}}` shows is escaped.
package struct PageTemplate: Sendable {
    private static let escaping = "PAGE"

    private let library: MustacheLibrary
    private let name: String

    /// `files` are those of the page and of its partials, by the names that `{{> ...}}` has for them; `name` is the page's own. That they
    /// parse, the tests of their pages tell: none of them can come from elsewhere.
    package init(_ name: String, of files: [String: [UInt8]]) {
        // To register it again changes nothing.
        MustacheContentTypes.register(Markup(), named: Self.escaping)
        var library = MustacheLibrary()
        for (name, bytes) in files {
            // A partial forgets the content type of its caller, so every file names its own.
            let text = "{{% CONTENT_TYPE: \(Self.escaping)}}\n" + String(decoding: bytes, as: UTF8.self)
            if let template = try? MustacheTemplate(string: text) { library.register(template, named: name) }
        }
        self.library = library
        self.name = name
    }

    /// Values are texts, truths, and lists and dictionaries of these. A name that is nowhere counts as empty.
    package func html(_ values: [String: Any]) -> String {
        library.render(values, withTemplate: name) ?? ""
    }

    /// The engine's own escaper compares Characters, and a quote with a combining accent is another Character than a quote.
    private struct Markup: MustacheContentType {
        func escapeText(_ text: String) -> String { HTMLText.escaped(text) }
    }
}
