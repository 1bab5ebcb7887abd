import Mail

/// The parameters of one message as given on the command line, made into the JSON object that the outbox wants.
enum ParameterValues {
    /// Writes `name=value` pairs by what the kind says they hold: an integer as a number, the values of a list (a pair each) as an
    /// array, everything else as text. A name that the kind does not know is passed on as text: the outbox names the fault.
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
            let form = definitions.first { $0.name == name }?.type ?? .text
            members.append(JSONText.string(name) + ":" + (try json(values[name] ?? [], as: form, name)))
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    private static func json(
        _ texts: [String], as form: ParameterType, _ name: String
    ) throws(CommandError) -> String {
        if form == .list { return "[" + texts.map(JSONText.string).joined(separator: ",") + "]" }
        guard texts.count == 1, let text = texts.first else {
            throw .usage("--param: \(name) is given \(texts.count) times and is no list: give it once")
        }
        guard form == .integer else { return JSONText.string(text) }
        guard let number = Int(text) else {
            throw .usage("--param: \(name) must be a whole number: write --param \(name)=3")
        }
        return String(number)
    }
}
