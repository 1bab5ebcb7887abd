import LinedYAML
import Mail

/// Reads a `kind.yaml`, and tells all its faults at once.
struct KindReader {
    private let file: String
    private(set) var faults: [TemplateFault] = []

    init(file: String) { self.file = file }

    /// The kind of this name, or nil when there were faults.
    mutating func kind(named name: String, from source: Source, locales: [String]) -> TemplateKind? {
        let root: YAMLNode?
        do throws(TemplateFault) {
            root = try source.yaml()
        } catch {
            faults.append(error)
            return nil
        }
        let keys = [
            "lane", "description", "parameters", "retry", "expiresAfter", "inDoubt", "limit", "overLimit",
            "keepAttachments", "sample",
        ]
        let fields = root.map { mapping($0, "the file", allowing: keys) } ?? [:]
        let lane = self.lane(fields["lane"])
        let parameters = self.parameters(fields["parameters"], lane: lane)
        let description = self.description(fields["description"])
        let definition = KindDefinition(
            name: name, lane: lane, parameters: parameters, retry: fields["retry"].flatMap { retry($0) },
            expiresAfter: fields["expiresAfter"].flatMap { duration($0) }, inDoubt: inDoubt(fields["inDoubt"]),
            locales: locales, limit: limit(fields, lane: lane),
            keepsAttachments: boolean(fields["keepAttachments"], default: true))
        guard faults.isEmpty else { return nil }
        let sample = SampleReader(file: file, definition: definition)
        let samples = sample.read(fields["sample"])
        faults += samples.faults
        guard faults.isEmpty else { return nil }
        return TemplateKind(
            definition: definition, description: description, sampleParameters: samples.parameters,
            sampleContent: samples.content)
    }

    /// `description: What it is for.`, or a line for each language: `description: {fr: Son but., en: What it is for.}`.
    private mutating func description(_ node: YAMLNode?) -> KindDescription {
        guard let entries = node?.mapping else {
            let text = node?.text ?? ""
            if text.isEmpty { fault(1, "has no description", "say in one line what the message is for") }
            return KindDescription(text)
        }
        for entry in entries where Language(tag: entry.key)?.rawValue != entry.key {
            fault(entry.line, "description has an unknown language \(entry.key)", "write the line below fr, or en")
        }
        for entry in entries where entry.value.text?.isEmpty ?? true {
            fault(entry.line, "description says nothing in \(entry.key)", "say in one line what the message is for")
        }
        return KindDescription(entries.map { KindDescription.Line(text: $0.value.text ?? "", language: $0.key) })
    }

    private mutating func lane(_ node: YAMLNode?) -> Lane {
        if let lane = node?.text.flatMap(Lane.init(rawValue:)) { return lane }
        fault(node?.line ?? 1, "lane is missing or unknown", "write lane: transactional, or lane: bulk")
        return .transactional
    }

    private mutating func inDoubt(_ node: YAMLNode?) -> InDoubtPolicy {
        if let policy = node?.text.flatMap(InDoubtPolicy.init(rawValue:)) { return policy }
        fault(node?.line ?? 1, "inDoubt is missing or unknown", "write inDoubt: resend, or inDoubt: hold")
        return .hold
    }

    /// `limit: 3 per 15m`, and beside it what becomes of more, `overLimit: refuse` or `overLimit: drop`.
    private mutating func limit(_ fields: [String: YAMLNode], lane: Lane) -> RecipientLimit? {
        guard let node = fields["limit"] else {
            if let line = fields["overLimit"]?.line {
                fault(line, "overLimit says nothing without a limit", "write limit: 3 per 15m")
            }
            return nil
        }
        if lane == .bulk { fault(node.line, "a bulk kind has no limit", "give newsletters a pace in the settings") }
        let excess = fields["overLimit"]?.text.flatMap(RecipientLimit.Excess.init(rawValue:))
        if excess == nil {
            fault(
                fields["overLimit"]?.line ?? node.line, "overLimit is missing or unknown",
                "write overLimit: refuse, or overLimit: drop")
        }
        let limit = node.text.flatMap { RecipientLimit($0, excess: excess ?? .refuse) }
        if limit == nil {
            fault(
                node.line, "\(node.text ?? "") is no limit",
                "write so many per so long, as in 3 per 15m: 1 to 1000, within 1s to 366d")
        }
        return limit
    }

    mutating func boolean(_ node: YAMLNode?, default standard: Bool) -> Bool {
        guard let node else { return standard }
        if let value = node.text.flatMap(Bool.init) { return value }
        fault(node.line, "\(node.text ?? "") is neither true nor false", "write true or false")
        return standard
    }

    private mutating func retry(_ node: YAMLNode) -> RetryPolicy? {
        let fields = mapping(node, "retry", allowing: ["delays", "giveUpAfter"])
        let delays = (fields["delays"]?.list ?? []).compactMap { duration($0) }
        if delays.isEmpty { fault(node.line, "retry has no delays", "write delays: [5s, 15s, 2m]") }
        guard let giveUpAfter = fields["giveUpAfter"] else {
            fault(node.line, "retry has no giveUpAfter", "write giveUpAfter: 2h")
            return nil
        }
        return duration(giveUpAfter).map { RetryPolicy(delays: delays, giveUpAfter: $0) }
    }

    private mutating func duration(_ node: YAMLNode) -> Duration? {
        if let duration = node.text.flatMap(DurationText.duration), duration > .zero { return duration }
        fault(
            node.line, "\(node.text ?? "") is no duration", "write whole numbers with s, m, h or d, as in 2d or 1h30m")
        return nil
    }

    mutating func mapping(_ node: YAMLNode, _ what: String, allowing keys: [String]) -> [String: YAMLNode] {
        var fields: [String: YAMLNode] = [:]
        for pair in pairs(node, what) {
            if !keys.contains(pair.key) {
                fault(
                    pair.line, "\(what) has an unknown key \(pair.key)", "use only \(keys.joined(separator: ", "))")
            }
            fields[pair.key] = pair.value
        }
        return fields
    }

    mutating func pairs(_ node: YAMLNode, _ what: String) -> [YAMLNode.Entry] {
        if let pairs = node.mapping { return pairs }
        fault(node.line, "\(what) is no mapping", "write key: value lines")
        return []
    }

    mutating func fault(_ line: Int, _ fault: String, _ mend: String) {
        faults.append(TemplateFault(file: file, line: line, fault: fault, mend: mend))
    }
}
