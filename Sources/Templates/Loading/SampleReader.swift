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
                var one = definition
                one.parameters.removeAll { $0.name != value.key }
                check(at: value.line, &samples) { [json = self.json([value])] () throws(RenderFault) in
                    _ = try Parameters(json: json, of: one, in: .french)
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
        SampleValue.json(object(values))
    }

    private func object(_ values: [YAMLNode.Entry]) -> [String: SampleValue] {
        var object: [String: SampleValue] = [:]
        for value in values {
            let isInteger = definition.parameters.contains { $0.name == value.key && $0.type == .integer }
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
}
