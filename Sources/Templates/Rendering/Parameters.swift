import Mail

/// A message's parameters, read from JSON by the rules of its kind, in the words of a letter.
struct Parameters {
    /// Those that are there, in the order of the definition.
    let values: [LetterValues.Named]

    /// Reads what the kind declares and leaves aside what it doesn't: a parameter that an upgrade took out of the kind must
    /// not stop the messages that still carry it. Throws with the parameter's name, never with its value.
    init(json: String, of definition: KindDefinition, in language: Language) throws(RenderFault) {
        guard let object = try? ParameterObject(json) else {
            throw RenderFault("\(definition.name): the parameters are no JSON object", cause: .parameter)
        }
        var values: [LetterValues.Named] = []
        for parameter in definition.parameters {
            guard let given = object[parameter.name], !Self.isBlank(given) else {
                if parameter.isRequired { throw Self.fault(definition, parameter, "is missing") }
                continue
            }
            guard let value = Self.value(given, of: parameter.type, in: language) else {
                throw Self.fault(definition, parameter, "is no \(parameter.type.rawValue)")
            }
            values.append((parameter.name, value))
        }
        self.values = values
    }

    private static func fault(
        _ definition: KindDefinition, _ parameter: ParameterDefinition, _ words: String
    ) -> RenderFault {
        RenderFault("\(definition.name): parameter \(parameter.name) \(words)", cause: .parameter)
    }

    /// Whether nothing was given: a null, a blank text, an empty list. `facteur.enqueue` sees it the same way.
    private static func isBlank(_ given: ParameterObject.Value) -> Bool {
        switch given {
        case .text(let text): ValueRules.directed(text).allSatisfy(\.isWhitespace)
        case .list(let items): items.isEmpty
        case .null: true
        case .integer, .other: false
        }
    }

    /// The value as a letter says it, nil when it breaks the rules of its type.
    private static func value(
        _ given: ParameterObject.Value, of type: ParameterType, in language: Language
    ) -> LetterValues.Value? {
        switch (type, given) {
        case (.integer, .integer(let integer)): return .text(language.integer(integer))
        case (.list, .list(let items)):
            let items = items.map(ValueRules.directed)
            return items.allSatisfy(ValueRules.isLine) ? .list(items) : nil
        case (.link, .text(let text)): return WebLink(text).map { .text($0.text) }
        case (.address, .text(let text)): return (try? EmailAddress(text)).map { .text($0.readable) }
        case (.moment, .text(let text)): return Timestamp(rfc3339: text).map { .text(language.moment($0)) }
        case (.text, .text(let text)): return ValueRules.isLine(text) ? .text(ValueRules.directed(text)) : nil
        default: return nil
        }
    }
}
