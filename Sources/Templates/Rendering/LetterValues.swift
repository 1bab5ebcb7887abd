import Mail

/// What one message's letter says that others of its kind do not: its parameters and what is built in about its recipient.
struct LetterValues {
    /// A value by its name in a template.
    typealias Named = (name: String, value: Value)

    indirect enum Value {
        case text(String)
        /// A text of several lines.
        case lines([String])
        case list([String])
        /// Shown by sections alone.
        case flag(Bool)
        /// One word of several: `{{carrier}}`, and `{{#carrier.colissimo}}` where it is that one.
        case choice(String)
        /// Objects of a list, each with all fields that its definition has, be they missing: no name is looked for outside of the object.
        case objects([[Field]])
    }

    /// One value of an object. (A tuple in an enumeration of itself is more than the compiler takes.)
    struct Field {
        let name: String
        let value: Value
    }

    private let named: [Named]
    /// All texts that say something, in their order: what stands in the places of a form.
    let texts: [String]
    /// Which values are there, how long the lists are, which texts say nothing, which flags are on and what was chosen: messages that have
    /// this in common differ in nothing that an engine without logic could tell apart but the texts themselves.
    let shape: [UInt8]

    init(_ named: [Named]) {
        self.named = named
        var walk = Walk()
        // The names are a definition's, in its order.
        walk.add(named)
        texts = walk.texts
        shape = walk.shape
    }

    /// What the engine is given in place of the values: a mark for each text.
    var marked: [String: any Sendable] {
        var number = 0
        return Self.values(named) { text in
            guard !text.isEmpty else { return text }
            number += 1
            return Placeholders.mark(number - 1)
        }
    }

    /// The values as the engine takes them, each text as `written`, which is asked for them in their order.
    static func values(_ named: [Named], _ written: (String) -> String) -> [String: any Sendable] {
        var values: [String: any Sendable] = [:]
        for (name, value) in named {
            switch value {
            case .text(let text): values[name] = written(text)
            case .lines(let lines): values[name] = lines.map(written).joined(separator: "\n")
            case .list(let items): values[name] = items.map(written)
            case .flag(let isOn): values[name] = isOn
            case .choice(let word): values[name] = Engine.Choice(word: word, text: written(word))
            case .objects(let objects):
                values[name] = objects.map { fields in Self.values(fields.map { ($0.name, $0.value) }, written) }
            }
        }
        return values
    }
}

/// Goes over values in the order in which the engine is given them.
private struct Walk {
    private(set) var texts: [String] = []
    private(set) var shape: [UInt8] = []

    // No letters of a name.
    private static let nothing: UInt8 = 0
    private static let something: UInt8 = 1
    private static let list: UInt8 = 2
    private static let lines: UInt8 = 3
    private static let on: UInt8 = 4
    private static let off: UInt8 = 5
    private static let choice: UInt8 = 6
    private static let objects: UInt8 = 7
    private static let object: UInt8 = 8
    private static let end: UInt8 = 9

    mutating func add(_ named: [LetterValues.Named]) {
        for (name, value) in named {
            shape += name.utf8
            switch value {
            case .text(let text): add(text)
            case .lines(let lines): add(lines, as: Self.lines)
            case .list(let items): add(items, as: Self.list)
            case .flag(let isOn): shape.append(isOn ? Self.on : Self.off)
            case .choice(let word):
                shape.append(Self.choice)
                shape += word.utf8
                add(word)
            case .objects(let objects):
                shape.append(Self.objects)
                for object in objects {
                    shape.append(Self.object)
                    add(object.map { ($0.name, $0.value) })
                }
                shape.append(Self.end)
            }
        }
    }

    private mutating func add(_ texts: [String], as kind: UInt8) {
        shape.append(kind)
        for text in texts { add(text) }
    }

    private mutating func add(_ text: String) {
        shape.append(text.isEmpty ? Self.nothing : Self.something)
        if !text.isEmpty { texts.append(text) }
    }
}
