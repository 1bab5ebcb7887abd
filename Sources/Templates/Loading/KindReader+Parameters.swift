import LinedYAML
import Mail

/// What a `kind.yaml` declares about its parameters.
extension KindReader {
    private static let keys = ["type", "description", "required", "optional", "secret", "maxLength", "values", "of"]

    mutating func parameters(_ node: YAMLNode?, lane: Lane) -> [ParameterDefinition] {
        guard let node else { return [] }
        let pairs = self.pairs(node, "parameters")
        if lane == .bulk, let first = pairs.first {
            fault(first.line, "a bulk kind has no parameters", "put the words into the issue's content")
        }
        let parameters = pairs.compactMap { parameter($0, of: nil) }
        let names = BuiltIn.names.union(parameters.map(\.name)).union(parameters.flatMap { $0.fields.map(\.name) })
        for parameter in parameters {
            for word in parameter.values + parameter.fields.flatMap(\.values) where names.contains(word) {
                fault(
                    pairs.first { $0.key == parameter.name }?.line ?? node.line,
                    "parameter \(parameter.name) has a value \(word), which is the name of a variable",
                    "choose another name for one of them")
            }
        }
        return parameters
    }

    /// A parameter, or a field of the objects of the list `list`.
    private mutating func parameter(_ entry: YAMLNode.Entry, of list: String?) -> ParameterDefinition? {
        let (name, line) = (entry.key, entry.line)
        let what = list.map { "field \(name) of \($0)" } ?? "parameter \(name)"
        guard Tag.isParameterName(name) else {
            fault(line, "\(name) is no name for a parameter", "use lower-case letters, digits and _, a letter first")
            return nil
        }
        if BuiltIn.names.contains(name) {
            fault(line, "\(name) is the name of a built-in variable", "choose another name")
        }
        let keys = mapping(entry.value, what, allowing: Self.keys)
        if keys["description"]?.text?.isEmpty ?? true {
            fault(line, "\(what) has no description", "say in one line what it holds")
        }
        guard let type = keys["type"]?.text.flatMap(ParameterType.init(word:)) else {
            let types = ParameterType.allCases.map(\.rawValue).joined(separator: ", ")
            fault(line, "\(what) has no type, or an unknown one", "write one of \(types)")
            return nil
        }
        let fields = self.fields(keys["of"], type, what, name, isField: list != nil)
        return ParameterDefinition(
            name: name, type: type, isRequired: isRequired(keys, what),
            isSecret: boolean(keys["secret"], default: false) || fields.contains(where: \.isSecret),
            values: values(keys["values"], type, what, line), maxLength: maxLength(keys["maxLength"], type, what),
            fields: fields)
    }

    private mutating func isRequired(_ keys: [String: YAMLNode], _ what: String) -> Bool {
        if let node = keys["optional"], keys["required"] != nil {
            fault(node.line, "\(what) has both required and optional", "keep one of them")
        }
        return boolean(keys["required"], default: !boolean(keys["optional"], default: false))
    }

    private mutating func maxLength(_ node: YAMLNode?, _ type: ParameterType, _ what: String) -> Int? {
        guard let node else { return nil }
        guard type.hasLength else {
            fault(
                node.line, "\(what) is of a type that has no length: \(type.rawValue)",
                "take maxLength away, or make it a string, text, url or email")
            return nil
        }
        guard let most = node.text.flatMap(Int.init), (1...65_536).contains(most) else {
            fault(
                node.line, "\(node.text ?? "") is no length", "write a whole number of characters from 1 to 65536")
            return nil
        }
        return most
    }

    private mutating func values(
        _ node: YAMLNode?, _ type: ParameterType, _ what: String, _ line: Int
    ) -> [String] {
        guard type == .enumeration else {
            if let node {
                fault(node.line, "\(what) has values and is no enum", "write type: enum, or take values away")
            }
            return []
        }
        let values = (node?.list ?? []).map { $0.text ?? "" }
        if values.isEmpty { fault(node?.line ?? line, "\(what) has no values", "write values: [one, another]") }
        for (index, value) in values.enumerated() {
            if value.isEmpty || !value.utf8.allSatisfy(Tag.isNameByte) {
                fault(
                    node?.line ?? line, "\(what) has a value that is no word: \(value)",
                    "use lower-case letters, digits, - and _")
            } else if values[..<index].contains(value) {
                fault(node?.line ?? line, "\(what) has the value \(value) twice", "take one away")
            }
        }
        return values
    }

    private mutating func fields(
        _ node: YAMLNode?, _ type: ParameterType, _ what: String, _ name: String, isField: Bool
    ) -> [ParameterDefinition] {
        guard let node else { return [] }
        guard type == .list, !isField else {
            fault(
                node.line, "\(what) holds objects and is no list of a kind's own",
                "write type: list for a parameter, or take of away")
            return []
        }
        let pairs = self.pairs(node, "of \(what)")
        if pairs.isEmpty {
            fault(node.line, "\(what) has objects without fields", "name them below of, or take it away")
        }
        return pairs.compactMap { parameter($0, of: name) }
    }
}
