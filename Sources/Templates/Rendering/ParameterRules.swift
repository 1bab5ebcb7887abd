import Mail

/// What parameters must be, in the words of `facteur.parameters_fault`, which refuses them where a producer sees it. A value on which the two
/// differ is a case of `RuleCorpus`.
enum ParameterRules {
    /// The first fault of a message's parameters; nil where there is none. It repeats no value.
    static func fault(of object: ParameterObject, _ definitions: [ParameterDefinition]) -> String? {
        membersFault(object.members, definitions, path: "parameter ", whose: "this kind")
    }

    private static func membersFault(
        _ members: [String: ParameterObject.Value], _ definitions: [ParameterDefinition], path: String, whose: String
    ) -> String? {
        let unknown = members.keys.filter { name in !definitions.contains { $0.name == name } }.min()
        if let unknown { return "\(path)\(unknown) is unknown to \(whose)" }
        for definition in definitions {
            let name = path + definition.name
            if let value = members[definition.name], !value.isBlank {
                let found =
                    definition.isListOfObjects
                    ? objectsFault(value, definition, name) : valueFault(value, definition).map { "\(name) \($0)" }
                if let found { return found }
            } else if definition.isRequired {
                return "\(name) is missing"
            }
        }
        return nil
    }

    private static func objectsFault(
        _ value: ParameterObject.Value, _ definition: ParameterDefinition, _ name: String
    ) -> String? {
        guard case .list(let objects) = value else { return "\(name) is not a list of objects" }
        for (index, object) in objects.enumerated() {
            guard case .object(let members) = object else { return "\(name)[\(index)] is not an object" }
            let found = membersFault(members, definition.fields, path: "\(name)[\(index)].", whose: "this list")
            if let found { return found }
        }
        return nil
    }

    private static func valueFault(_ value: ParameterObject.Value, _ definition: ParameterDefinition) -> String? {
        switch definition.type {
        case .integer:
            guard case .number(let number) = value, number.integer != nil else { return "is not an integer" }
        case .number, .percentage:
            switch value {
            case .number(let number) where number.isSayable: return nil
            case .number, .other: return "has more than 15 digits before the point"
            default: return "is not a number"
            }
        case .boolean:
            guard case .boolean = value else { return "is not true or false" }
        case .enumeration:
            guard case .text(let word) = value, definition.values.contains(word) else {
                return "is none of " + definition.values.joined(separator: ", ")
            }
        case .amount: return amountFault(value)
        case .list:
            guard let texts = value.texts else { return "is not a list of texts" }
            return texts.lazy.compactMap(ValueRules.lineFault).first
        case .string, .text, .url, .email, .date, .datetime:
            guard case .text(let text) = value else { return "is not a text" }
            return textFault(text, definition)
        }
        return nil
    }

    private static func textFault(_ text: String, _ definition: ParameterDefinition) -> String? {
        if let most = definition.maxLength, text.unicodeScalars.count > most {
            return "is longer than \(most) characters"
        }
        if definition.type == .text { return ValueRules.blockFault(text) }
        if let found = ValueRules.lineFault(text) { return found }
        switch definition.type {
        case .url: return WebLink(text) == nil ? "is not a link that begins with https://" : nil
        case .email: return (try? EmailAddress(text)) == nil ? "is no address" : nil
        case .date: return CivilTime(date: text) == nil ? "is not a date such as 2026-12-03" : nil
        case .datetime:
            return Timestamp(rfc3339: text) == nil ? "is not a moment such as 2026-11-25T13:05:00Z" : nil
        default: return nil
        }
    }

    private static func amountFault(_ value: ParameterObject.Value) -> String? {
        guard case .object(let members) = value, members.count == 2, case .text(let code)? = members["currency"] else {
            return "is not an amount such as {\"cents\": 1290, \"currency\": \"EUR\"}"
        }
        switch members["cents"] {
        case .number(let cents):
            if !cents.fraction.isEmpty { return "has cents that are not whole" }
            if !cents.isSayable { return "has more than 15 digits of cents" }
        case .other: return "has more than 15 digits of cents"
        default: return "is not an amount such as {\"cents\": 1290, \"currency\": \"EUR\"}"
        }
        return Currency(code: code) == nil ? "has a currency that ISO 4217 does not have" : nil
    }
}

extension DecimalNumber {
    /// Whether it has as few digits before the point as a letter can say and a program can count with.
    var isSayable: Bool { whole.utf8.count <= 15 }
}

extension ParameterObject.Value {
    /// Whether nothing was given: a null, a blank text, an empty list.
    var isBlank: Bool {
        switch self {
        case .text(let text): ValueRules.directed(text).allSatisfy(\.isWhitespace)
        case .list(let items): items.isEmpty
        case .null: true
        case .number, .boolean, .object, .other: false
        }
    }

    /// The texts of a list of texts; nil for all else.
    var texts: [String]? {
        guard case .list(let items) = self else { return nil }
        var texts: [String] = []
        for item in items {
            guard case .text(let text) = item else { return nil }
            texts.append(text)
        }
        return texts
    }
}
