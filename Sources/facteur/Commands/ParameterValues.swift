import Mail

/// The parameters of one message as given on the command line, made into the JSON object that the outbox wants.
enum ParameterValues {
    /// Writes `name=value` pairs by what the kind says they hold: numbers and booleans as such, `12.90 EUR` as an amount, the values of a list
    /// (a pair each, objects as JSON) as an array, everything else as text. A name that the kind does not know is passed on as text: the outbox names the fault.
    static func json(_ pairs: [String], of definitions: [ParameterDefinition]) throws(CommandError) -> String {
        var names: [String] = []
        var values: [String: [String]] = [:]
        for pair in pairs {
            guard let equals = pair.utf8.firstIndex(of: UInt8(ascii: "=")), equals != pair.startIndex else {
                throw .usage("--param: one of them is no name=value: write --param name=value")
            }
            let name = String(pair[..<equals])
            if values[name] == nil { names.append(name) }
            values[name, default: []].append(String(pair[pair.utf8.index(after: equals)...]))
        }
        var members: [String] = []
        for name in names {
            let definition =
                definitions.first { $0.name == name }
                ?? ParameterDefinition(name: name, type: .string, isRequired: false, isSecret: false)
            members.append(JSONText.string(name) + ":" + (try json(values[name] ?? [], as: definition)))
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    private static func json(
        _ texts: [String], as definition: ParameterDefinition
    ) throws(CommandError) -> String {
        let name = definition.name
        if definition.isListOfObjects { return "[" + (try objects(texts, name)).joined(separator: ",") + "]" }
        if definition.type == .list { return "[" + texts.map(JSONText.string).joined(separator: ",") + "]" }
        guard texts.count == 1, let text = texts.first else {
            throw .usage("--param: \(name) is given \(texts.count) times and is no list: give it once")
        }
        switch definition.type {
        case .integer:
            guard let number = Int(text) else {
                throw .usage("--param: \(name) must be a whole number: write --param \(name)=3")
            }
            return String(number)
        case .number, .percentage:
            guard let number = DecimalNumber(json: text) else {
                throw .usage("--param: \(name) must be a number: write --param \(name)=5.5")
            }
            return number.description
        case .boolean:
            guard ["true", "false"].contains(text) else {
                throw .usage("--param: \(name) must be true or false: write --param \(name)=true")
            }
            return text
        case .amount: return try amount(text, name)
        case .string, .text, .date, .datetime, .url, .email, .enumeration, .list: return JSONText.string(text)
        }
    }

    /// `12.90 EUR` in the currency's smallest unit.
    private static func amount(_ text: String, _ name: String) throws(CommandError) -> String {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2, let number = DecimalNumber(json: words[0]), let currency = Currency(code: words[1]),
            number.fraction.utf8.count <= currency.fractionDigits,
            case let zeros = String(repeating: "0", count: currency.fractionDigits - number.fraction.utf8.count),
            let units = Int((number.isNegative ? "-" : "") + number.whole + number.fraction + zeros)
        else { throw .usage("--param: \(name) must be an amount: write --param '\(name)=12.90 EUR'") }
        return "{\"cents\":\(units),\"currency\":\(JSONText.string(currency.code))}"
    }

    /// Objects as JSON, each in a pair of its own; what they hold is the database's to check.
    private static func objects(_ texts: [String], _ name: String) throws(CommandError) -> [String] {
        guard texts.allSatisfy({ JSONMembers($0.utf8) != nil }) else {
            throw .usage(
                "--param: \(name) is a list of objects: write --param '\(name)={\"field\": \"value\"}', once for each")
        }
        return texts
    }
}
