import Mail

/// What a template may do with a variable.
struct TemplateVariable {
    /// With the list before it whose objects have it: `lines.price`.
    let fullName: String
    /// Whether it may be missing; then it needs a section around it.
    let isOptional: Bool
    /// nil for what is built in.
    let type: ParameterType?
    let isListOfObjects: Bool
    /// Links and secrets, but for a code short enough to be typed: mailboxes show subjects to anyone who looks at the screen.
    let isUnspeakable: Bool

    static let longestCode = 12

    /// What is built in.
    init(builtIn name: String, isOptional: Bool, of list: String? = nil) {
        fullName = (list.map { $0 + "." } ?? "") + name
        self.isOptional = isOptional
        type = nil
        isListOfObjects = BuiltIn.lists[name] != nil
        isUnspeakable = name == "unsubscribe_link" || name == "preferences_link"
    }

    init(_ definition: ParameterDefinition, of list: String? = nil) {
        fullName = (list.map { $0 + "." } ?? "") + definition.name
        isOptional = !definition.isRequired
        type = definition.type
        isListOfObjects = definition.isListOfObjects
        let isCode = definition.type == .string && (definition.maxLength ?? .max) <= Self.longestCode
        isUnspeakable = definition.type == .url || definition.isSecret && !isCode
    }

    /// Whether a section around it says something: of what is always there it does not.
    var mayBeSection: Bool { isOptional || type == .list || type == .boolean }
}

/// The variables of one part of a kind, and where they are known: the fields of a list's objects within its section alone.
struct TemplateVariables {
    private let outer: [String: TemplateVariable]
    /// By list, then by name.
    private let fields: [String: [String: TemplateVariable]]
    /// `carrier.colissimo`, for the words that an `enum` may be.
    private let choices: [String: Set<String>]

    init(of definition: KindDefinition, part: TemplateFolder.Part) {
        var outer: [String: TemplateVariable] = [:]
        for (name, isOptional) in BuiltIn.variables(for: definition, part: part) {
            outer[name] = TemplateVariable(builtIn: name, isOptional: isOptional)
        }
        var fields: [String: [String: TemplateVariable]] = [:]
        for parameter in definition.parameters {
            outer[parameter.name] = TemplateVariable(parameter)
            for field in parameter.fields {
                fields[parameter.name, default: [:]][field.name] = TemplateVariable(field, of: parameter.name)
            }
        }
        for (list, names) in BuiltIn.lists {
            for name in names {
                fields[list, default: [:]][name] = TemplateVariable(builtIn: name, isOptional: false, of: list)
            }
        }
        self.outer = outer
        self.fields = fields
        let enumerations = definition.parameters.flatMap { [$0] + $0.fields }.filter { $0.type == .enumeration }
        choices = Dictionary(enumerations.map { ($0.name, Set($0.values)) }) { $0.union($1) }
    }

    /// The variable of a name within these tags; nil for one that is not known there.
    func variable(_ name: String, within around: [Tag]) -> TemplateVariable? {
        for tag in around.reversed() where tag.role == .section {
            if let field = fields[tag.name]?[name] { return field }
        }
        return outer[name]
    }

    /// The `enum` of a section such as `carrier.colissimo`; nil where there is none, or none with that word.
    func choice(_ name: String, within around: [Tag]) -> TemplateVariable? {
        let parts = name.split(separator: ".").map(String.init)
        guard parts.count == 2, let variable = variable(parts[0], within: around), variable.type == .enumeration,
            choices[parts[0]]?.contains(parts[1]) == true
        else { return nil }
        return variable
    }
}
