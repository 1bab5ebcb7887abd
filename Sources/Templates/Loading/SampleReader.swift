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
        let names = definition.lane == .bulk ? IssueContent.fields : definition.parameters.map(\.name)
        let values = node?.mapping ?? []
        // An issue's own rules say which of its fields may be missing.
        for name in names where definition.lane == .transactional && !values.contains(where: { $0.key == name }) {
            samples.faults.append(fault(node?.line ?? 1, "the sample has no \(name)", "give it a value to look at"))
        }
        for value in values where !names.contains(value.key) {
            samples.faults.append(
                fault(value.line, "the sample has an unknown \(value.key)", "declare it or take it out"))
        }
        guard samples.faults.isEmpty else { return samples }
        let json = self.json(values)
        if definition.lane == .bulk {
            samples.content = json
            check(at: node?.line ?? 1, &samples) { () throws(RenderFault) in
                _ = try IssueContent(json: json, locale: Locales.standard)
            }
        } else {
            samples.parameters = json
            for value in values {
                var one = definition
                one.parameters.removeAll { $0.name != value.key }
                check(at: value.line, &samples) { [json = self.json([value])] () throws(RenderFault) in
                    _ = try Parameters(json: json, of: one)
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

    private func fault(_ line: Int, _ fault: String, _ mend: String) -> TemplateFault {
        TemplateFault(file: file, line: line, fault: fault, mend: mend)
    }

    private func json(_ values: [YAMLNode.Field]) -> String {
        var object: [String: SampleValue] = [:]
        for value in values {
            let isInteger = definition.parameters.contains { $0.name == value.key && $0.kind == .integer }
            if let items = value.value.list {
                object[value.key] = .list(items.map { $0.text ?? "" })
            } else if isInteger, let integer = value.value.text.flatMap(Int.init) {
                object[value.key] = .integer(integer)
            } else {
                object[value.key] = .text(value.value.text ?? "")
            }
        }
        return SampleValue.json(object)
    }
}
