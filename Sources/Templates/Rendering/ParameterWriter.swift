import Mail

/// Writes values as the letters of a language say them.
struct ParameterWriter {
    let language: Language

    /// The value of a parameter; nil where nothing can be said of it.
    func value(_ given: ParameterObject.Value, as definition: ParameterDefinition) -> LetterValues.Value? {
        typed(given, as: definition) ?? other(given, as: definition)
    }

    /// A value that keeps the rules of its type.
    private func typed(_ given: ParameterObject.Value, as definition: ParameterDefinition) -> LetterValues.Value? {
        switch (definition.type, given) {
        case (.string, .text(let text)): isTooLongASecret(text, definition) ? nil : line(text)
        case (.text, .text(let text)): block(text)
        case (.integer, .number(let number)): number.integer.map { .text(language.integer($0)) }
        case (.number, .number(let number)): .text(language.decimal(number))
        case (.percentage, .number(let number)): .text(language.percentage(number))
        case (.amount, .object(let members)): amount(members)
        case (.boolean, .boolean(let isOn)): .flag(isOn)
        case (.date, .text(let text)): CivilTime(date: text).map { .text(language.date($0)) }
        case (.datetime, .text(let text)): Timestamp(rfc3339: text).map { .text(language.moment($0)) }
        case (.url, .text(let text)): WebLink(text).map { .text($0.text) }
        case (.email, .text(let text)): (try? EmailAddress(text)).map { .text($0.readable) }
        case (.enumeration, .text(let word)): definition.values.contains(word) ? .choice(word) : nil
        case (.list, .list(let items)):
            if definition.isListOfObjects {
                objects(items, definition.fields)
            } else {
                given.texts.flatMap(lines).map { .list($0) }
            }
        default: nil
        }
    }

    /// What was given by rules that are not the kind's any more, said as what it is. A link and an address lead somewhere: nothing else may
    /// stand in their places; and a section that is on or off knows no other value.
    private func other(_ given: ParameterObject.Value, as definition: ParameterDefinition) -> LetterValues.Value? {
        switch definition.type {
        // A short secret may stand in a subject; what was given by other rules may be a whole link.
        case _ where definition.isSecret: nil
        case .url, .email, .boolean: nil
        case .list where definition.isListOfObjects: nil
        case .list: plain(given).map { .list([$0]) }
        default: plain(given).map { .text($0) }
        }
    }

    /// Any value on one line; nil for what has no words.
    private func plain(_ given: ParameterObject.Value) -> String? {
        switch given {
        case .text(let text):
            if let civil = CivilTime(date: text) { return language.date(civil) }
            if let moment = Timestamp(rfc3339: text) { return language.moment(moment) }
            guard ValueRules.blockFault(text) == nil else { return nil }
            return ValueRules.lines(of: ValueRules.directed(text)).joined(separator: " ").replacing("\t", with: " ")
        case .number(let number): return language.decimal(number)
        case .list: return given.texts.flatMap(lines)?.joined(separator: ", ")
        case .object(let members):
            guard case .text(let text)? = amount(members) else { return nil }
            return text
        case .boolean, .null, .other: return nil
        }
    }

    /// Whether nothing in a value could harm a letter that leaves it out: what some rules let in once.
    func isHarmless(_ given: ParameterObject.Value) -> Bool {
        switch given {
        case .text(let text): ValueRules.blockFault(text) == nil
        case .list(let items): items.allSatisfy(isHarmless)
        case .object(let members): members.values.allSatisfy(isHarmless)
        case .number, .boolean, .null, .other: true
        }
    }

    private func isTooLongASecret(_ text: String, _ definition: ParameterDefinition) -> Bool {
        definition.isSecret && text.count > definition.maxLength ?? .max
    }

    private func line(_ text: String) -> LetterValues.Value? {
        ValueRules.isLine(text) ? .text(ValueRules.directed(text)) : nil
    }

    private func block(_ text: String) -> LetterValues.Value? {
        ValueRules.blockFault(text) == nil ? .lines(ValueRules.lines(of: ValueRules.directed(text))) : nil
    }

    private func lines(_ texts: [String]) -> [String]? {
        texts.allSatisfy(ValueRules.isLine) ? texts.map(ValueRules.directed) : nil
    }

    private func amount(_ members: [String: ParameterObject.Value]) -> LetterValues.Value? {
        guard case .number(let cents)? = members["cents"], let units = cents.integer, cents.isSayable,
            case .text(let code)? = members["currency"], let currency = Currency(code: code)
        else { return nil }
        return .text(language.amount(units, currency))
    }

    /// What stands for a field that an object lacks. The letter says one that may not be missing without a section: it says nothing there.
    private func missing(_ field: ParameterDefinition) -> LetterValues.Value {
        field.isRequired && field.type != .boolean && field.type != .list ? .text("") : .flag(false)
    }

    private func objects(
        _ items: [ParameterObject.Value], _ fields: [ParameterDefinition]
    ) -> LetterValues.Value? {
        var objects: [[LetterValues.Field]] = []
        for item in items {
            guard case .object(let members) = item else { return nil }
            objects.append(
                fields.map { field in
                    let given = members[field.name].flatMap { $0.isBlank ? nil : value($0, as: field) }
                    return LetterValues.Field(name: field.name, value: given ?? missing(field))
                })
        }
        return .objects(objects)
    }
}
