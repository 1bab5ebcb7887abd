import FoundationEssentials
import Mail

/// Reads the `sample` of a `kind.yaml`: a value for every parameter, by the same rules as a producer's values.
struct SampleReader {
    let file: String
    let definition: KindDefinition

    struct Samples {
        var parameters = "{}"
        var content: String?
        var faults: [TemplateFault] = []
    }

    func read(_ node: YAMLNode?) -> Samples {
        var samples = Samples()
        let values = node?.mapping ?? []
        samples.faults = definition.lane == .bulk ? unknown(inIssue: values) : mismatches(values, node)
        guard samples.faults.isEmpty else { return samples }
        let json = self.json(values)
        do throws(RenderFault) {
            if definition.lane == .bulk {
                _ = try IssueContent.editions(json: json)
                samples.content = json
            } else {
                _ = try Parameters(json: json, of: definition, in: .french)
                samples.parameters = json
            }
        } catch {
            samples.faults.append(fault(node?.line ?? 1, "the sample is wrong: \(error)", "mend the value"))
        }
        return samples
    }

    private func mismatches(_ values: [YAMLNode.Field], _ node: YAMLNode?) -> [TemplateFault] {
        let names = definition.parameters.map(\.name)
        let missing = names.filter { name in !values.contains { $0.key == name } }
        return missing.map { fault(node?.line ?? 1, "the sample has no \($0)", "give it a value to look at") }
            + values.filter { !names.contains($0.key) }.map(unknown)
    }

    /// An issue's own rules say which of its fields may be missing. Below a language tag are that language's fields.
    private func unknown(inIssue values: [YAMLNode.Field]) -> [TemplateFault] {
        let fields = values.contains { $0.value.mapping != nil } ? values.flatMap { $0.value.mapping ?? [$0] } : values
        return fields.filter { !IssueContent.fields.contains($0.key) }.map(unknown)
    }

    private func unknown(_ field: YAMLNode.Field) -> TemplateFault {
        fault(field.line, "the sample has an unknown \(field.key)", "declare it or take it out")
    }

    private func fault(_ line: Int, _ fault: String, _ mend: String) -> TemplateFault {
        TemplateFault(file: file, line: line, fault: fault, mend: mend)
    }

    private func json(_ values: [YAMLNode.Field]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings, integers, lists and dictionaries of strings are always encodable.
        return (try? encoder.encode(object(values))).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private func object(_ values: [YAMLNode.Field]) -> [String: SampleValue] {
        var object: [String: SampleValue] = [:]
        for value in values {
            let isInteger = definition.parameters.contains { $0.name == value.key && $0.kind == .integer }
            if let items = value.value.list {
                object[value.key] = .list(items.map { $0.text ?? "" })
            } else if let fields = value.value.mapping {
                object[value.key] = .object(self.object(fields))
            } else if isInteger, let integer = value.value.text.flatMap(Int.init) {
                object[value.key] = .integer(integer)
            } else {
                object[value.key] = .text(value.value.text ?? "")
            }
        }
        return object
    }

    private enum SampleValue: Encodable {
        case text(String)
        case integer(Int)
        case list([String])
        case object([String: SampleValue])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .integer(let integer): try container.encode(integer)
            case .list(let items): try container.encode(items)
            case .object(let fields): try container.encode(fields)
            }
        }
    }
}
