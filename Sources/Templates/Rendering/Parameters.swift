import FoundationEssentials
import Mail

/// A message's parameters, read from JSON by the rules of its kind, in the words of a letter.
struct Parameters: DecodableWithConfiguration {
    /// By name: a text, or a list of texts.
    let values: [String: any Sendable]

    /// Reads what the kind declares and leaves aside what it doesn't: a parameter that an upgrade took out of the kind must
    /// not stop the messages that still carry it. Throws with the parameter's name, never with its value.
    init(json: String, of definition: KindDefinition, in language: Language) throws(RenderFault) {
        do {
            self = try JSONDecoder().decode(
                Parameters.self, from: Data(json.utf8), configuration: Rules(definition.parameters, language))
        } catch let fault as RenderFault {
            throw RenderFault("\(definition.name): \(fault)", cause: .parameter)
        } catch {
            throw RenderFault("\(definition.name): the parameters are no JSON object", cause: .parameter)
        }
    }

    /// What the values must be, and the language they are said in.
    struct Rules {
        let parameters: [ParameterDefinition]
        let language: Language

        init(_ parameters: [ParameterDefinition], _ language: Language) {
            self.parameters = parameters
            self.language = language
        }
    }

    init(from decoder: any Decoder, configuration: Rules) throws {
        let object = try decoder.container(keyedBy: Name.self)
        var values: [String: any Sendable] = [:]
        for parameter in configuration.parameters {
            let name = Name(stringValue: parameter.name)
            guard object.contains(name), !Self.isBlank(object, at: name) else {
                if parameter.isRequired { throw RenderFault("parameter \(parameter.name) is missing") }
                continue
            }
            guard let value = try? Self.value(of: parameter.type, in: object, at: name, configuration.language) else {
                throw RenderFault("parameter \(parameter.name) is no \(parameter.type.rawValue)")
            }
            values[parameter.name] = value
        }
        self.values = values
    }

    /// Whether nothing was given: a null, a blank text, an empty list. `facteur.enqueue` sees it the same way.
    private static func isBlank(_ object: KeyedDecodingContainer<Name>, at name: Name) -> Bool {
        if let text = try? object.decode(String.self, forKey: name) {
            return ValueRules.directed(text).allSatisfy(\.isWhitespace)
        }
        if let list = try? object.decode([String].self, forKey: name) { return list.isEmpty }
        return (try? object.decodeNil(forKey: name)) ?? false
    }

    /// The value as a letter says it, nil when it breaks the rules of its type.
    private static func value(
        of type: ParameterType, in object: KeyedDecodingContainer<Name>, at name: Name,
        _ language: Language
    ) throws -> (any Sendable)? {
        switch type {
        case .integer: return language.integer(try object.decode(Int.self, forKey: name))
        case .list:
            let items = try object.decode([String].self, forKey: name).map(ValueRules.directed)
            return !items.isEmpty && items.allSatisfy(ValueRules.isLine) ? items : nil
        case .text, .link, .address, .moment: break
        }
        let text = try object.decode(String.self, forKey: name)
        switch type {
        case .link: return WebLink(text)?.text
        case .address: return try EmailAddress(text).text
        case .moment: return Timestamp(rfc3339: text).map(language.moment)
        default: return ValueRules.isLine(text) ? ValueRules.directed(text) : nil
        }
    }

    /// Any name: the kind's definition says which ones are asked for.
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
