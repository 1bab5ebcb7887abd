import Mail

/// A message's parameters, read from JSON, in the words of a letter.
///
/// They kept the rules of their kind when they were enqueued. The rules may have changed since, and the message goes out nevertheless: what
/// the kind has no more is left aside, what it did not have yet is missing, and what it now has in another type is said as what it is. Only a
/// link or a secret that is required has to be there.
struct Parameters {
    /// Those that are there, in the order of the definition.
    let values: [LetterValues.Named]

    /// Throws, with the parameter's name and never with its value, for what no rules ever let in.
    init(json: String, of definition: KindDefinition, in language: Language) throws(RenderFault) {
        let object: ParameterObject
        do throws(JSONFault) { object = try ParameterObject(json) } catch {
            throw RenderFault("\(definition.name): the parameters are no JSON object", cause: .parameter)
        }
        var values: [LetterValues.Named] = []
        for parameter in definition.parameters {
            guard let given = object[parameter.name], !given.isBlank else {
                if Self.isVital(parameter) { throw Self.missing(parameter, of: definition) }
                continue
            }
            let writer = ParameterWriter(language: language)
            guard let value = writer.value(given, as: parameter) else {
                if !Self.isVital(parameter), writer.isHarmless(given) { continue }
                throw RenderFault(
                    "\(definition.name): parameter \(parameter.name) holds what no rule allows", cause: .parameter)
            }
            values.append((parameter.name, value))
        }
        self.values = values
    }

    /// Whether a letter without it is of no use: a link to follow, a code to type.
    private static func isVital(_ parameter: ParameterDefinition) -> Bool {
        parameter.isRequired && (parameter.type == .url || parameter.isSecret)
    }

    /// The kind can be mended, and the message is kept until it is.
    private static func missing(_ parameter: ParameterDefinition, of definition: KindDefinition) -> RenderFault {
        RenderFault(
            "\(definition.name): parameter \(parameter.name), without which the letter is of no use, is missing in a message that was "
                + "enqueued under older rules: let its kind.yaml take it under its former name or type until such messages are gone, or cancel them",
            cause: .template)
    }
}
