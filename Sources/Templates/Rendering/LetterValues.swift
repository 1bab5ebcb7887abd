import Mail

/// What one message's letter says that others of its kind do not: its parameters and what is built in about its recipient.
struct LetterValues {
    /// A text, or a list of texts, by its name in a template.
    typealias Named = (name: String, value: Value)

    enum Value: Equatable {
        case text(String)
        case list([String])
    }

    private let named: [Named]
    /// All texts that say something, in their order: what stands in the places of a form.
    let texts: [String]
    /// Which values are there, how long the lists are, and which texts say nothing: messages that have this in common differ in nothing
    /// that an engine without logic could tell apart but the texts themselves.
    let shape: [UInt8]

    init(_ named: [Named]) {
        self.named = named
        var texts: [String] = []
        var shape: [UInt8] = []
        func add(_ text: String) {
            shape.append(text.isEmpty ? Self.nothing : Self.something)
            if !text.isEmpty { texts.append(text) }
        }
        for (name, value) in named {
            // The names are a definition's, in its order.
            shape += name.utf8
            switch value {
            case .text(let text): add(text)
            case .list(let items):
                shape.append(Self.list)
                for item in items { add(item) }
            }
        }
        self.texts = texts
        self.shape = shape
    }

    /// No letter of a name.
    private static let nothing: UInt8 = 0
    private static let something: UInt8 = 1
    private static let list: UInt8 = 2

    /// What the engine is given in place of the values: a mark for each text.
    var marked: [String: any Sendable] {
        var number = 0
        func mark(_ text: String) -> String {
            guard !text.isEmpty else { return text }
            number += 1
            return Placeholders.mark(number - 1)
        }
        var marked: [String: any Sendable] = [:]
        for (name, value) in named {
            switch value {
            case .text(let text): marked[name] = mark(text)
            case .list(let items): marked[name] = items.map(mark)
            }
        }
        return marked
    }
}
