import LinedYAML
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
        if definition.lane == .bulk {
            samples.content = json
            check(at: node?.line ?? 1, &samples) { () throws(RenderFault) in
                _ = try IssueContent.editions(json: json)
            }
        } else {
            samples.parameters = json
            for value in values {
                let one = definition.parameters.filter { $0.name == value.key }
                let object = try? ParameterObject(self.json([value]))
                if let fault = object.flatMap({ ParameterRules.fault(of: $0, one) }) {
                    samples.faults.append(
                        self.fault(value.line, "the sample is wrong: \(definition.name): \(fault)", "mend the value"))
                }
            }
        }
        return samples
    }

    private func check(at line: Int, _ samples: inout Samples, _ read: () throws(RenderFault) -> Void) {
        do throws(RenderFault) {
            try read()
        } catch {
            samples.faults.append(fault(line, "the sample is wrong: \(error)", "mend the value"))
        }
    }

    private func mismatches(_ values: [YAMLNode.Entry], _ node: YAMLNode?) -> [TemplateFault] {
        let names = definition.parameters.map(\.name)
        let missing = names.filter { name in !values.contains { $0.key == name } }
        return missing.map { fault(node?.line ?? 1, "the sample has no \($0)", "give it a value to look at") }
            + values.filter { !names.contains($0.key) }.map(unknown)
    }

    /// An issue's own rules say which of its fields may be missing. Below a language tag are that language's fields.
    private func unknown(inIssue values: [YAMLNode.Entry]) -> [TemplateFault] {
        let fields = values.contains { $0.value.mapping != nil } ? values.flatMap { $0.value.mapping ?? [$0] } : values
        return fields.filter { !IssueContent.fields.contains($0.key) }.map(unknown)
    }

    private func unknown(_ field: YAMLNode.Entry) -> TemplateFault {
        fault(field.line, "the sample has an unknown \(field.key)", "declare it or take it out")
    }

    private func fault(_ line: Int, _ fault: String, _ mend: String) -> TemplateFault {
        TemplateFault(file: file, line: line, fault: fault, mend: mend)
    }

    private func json(_ values: [YAMLNode.Entry]) -> String {
        SampleValue.json(object(values, definition.parameters))
    }

    private func object(
        _ values: [YAMLNode.Entry], _ definitions: [ParameterDefinition]
    ) -> [String: SampleValue] {
        var object: [String: SampleValue] = [:]
        for value in values {
            object[value.key] = self.value(value.value, definitions.first { $0.name == value.key })
        }
        return object
    }

    /// What is not as its type wants it stays a text, and is told as a fault.
    private func value(_ node: YAMLNode, _ definition: ParameterDefinition?) -> SampleValue {
        if let items = node.list {
            return .list(
                items.map { item in
                    item.mapping.map { .object(object($0, definition?.fields ?? [])) } ?? .text(item.text ?? "")
                })
        }
        if let fields = node.mapping {
            let cents = ParameterDefinition(name: "cents", type: .integer, isRequired: true, isSecret: false)
            return .object(object(fields, definition?.type == .amount ? [cents] : []))
        }
        let text = node.text ?? ""
        switch definition?.type {
        case .integer, .number, .percentage: return DecimalNumber(json: text) == nil ? .text(text) : .literal(text)
        case .boolean: return ["true", "false"].contains(text) ? .literal(text) : .text(text)
        default: return .text(text)
        }
    }
}
