import LinedYAML
import Mail

/// A row as read, with where it stands and what was recorded for it.
struct ReadRow {
    struct Example {
        let reply: Reply
        let stage: SMTPStage
        let line: Int
    }

    let row: ReplyRow
    let examples: [Example]
    let line: Int
}

/// Reads one row, and finds all its faults.
struct RowReader {
    private static let keys = [
        "code", "at", "enhanced", "provider", "text", "with", "blame", "action", "patience", "suppress", "alarm",
        "throttle", "general", "sentence", "examples",
    ]

    private let line: Int
    private var values: [String: YAMLNode] = [:]
    private var faults: FaultList

    /// The row, or nil where it has faults, which are added.
    static func read(_ node: YAMLNode, _ faults: inout FaultList) -> ReadRow? {
        guard let entries = node.mapping else {
            faults.add("a row must be keys and values", at: node.line)
            return nil
        }
        var reader = RowReader(line: node.line, faults: faults)
        let before = faults.count
        let row = reader.row(entries)
        faults = reader.faults
        return faults.count == before ? row : nil
    }

    private init(line: Int, faults: FaultList) {
        self.line = line
        self.faults = faults
    }

    private mutating func row(_ entries: [YAMLNode.Entry]) -> ReadRow? {
        for entry in entries {
            guard Self.keys.contains(entry.key) else {
                faults.add(
                    "\"\(entry.key)\": unknown key; allowed: \(Self.keys.joined(separator: ", "))", at: entry.line)
                continue
            }
            values[entry.key] = entry.value
        }
        for name in ["code", "blame", "action", "sentence", "examples"] where values[name] == nil {
            faults.add("a row without \(name): every row must have one", at: line)
        }
        let codes = list("code", "4xx, 5xx, one code such as 421, or a range such as 534-538", RowWords.codes)
        let stages = list("at", RowWords.stagesAllowed, RowWords.stages)
        let enhanced = list(
            "enhanced", "subject and detail such as 7.1, a range such as 7.20-7.27, or a subject such as 7",
            RowWords.enhanced)
        let provider = list("provider", RowWords.providerCodesAllowed, RowWords.providerCodes)
        let text = list("text", "words in lower case", RowWords.needle)
        let with = list("with", "words in lower case", RowWords.needle)
        let blame = one("blame", "recipient, domain, relay, message or us") {
            $0 == "none" ? nil : Verdict.Blame(rawValue: $0)
        }
        let action = one("action", "retry or fail") {
            ["retry", "fail"].contains($0) ? Verdict.Action(rawValue: $0) : nil
        }
        let patience = one("patience", "30s, 10m, 2h or 1d, at most 7d", RowWords.duration)
        let suppress = one("suppress", "true or false", Bool.init)
        let alarm = one("alarm", "none, notice or page", Verdict.Alarm.init)
        let throttle = one("throttle", "true or false", Bool.init)
        let general = one("general", "true or false", Bool.init)
        let sentence = one("sentence", "one line of 1 to 200 characters", RowWords.sentence)
        let examples = examples()
        guard let codes, let blame, let action, let sentence else { return nil }
        var verdict = Verdict(
            blame, action, suppress: suppress ?? false, alarm: alarm ?? .none, patience: patience ?? .zero,
            isGeneral: general ?? false, sentence)
        verdict.isThrottle = throttle ?? false
        checkSense(of: verdict)
        if let stages = stages?.flatMap(\.self), stages.allSatisfy(\.isOpening), !verdict.concernsRelay {
            add(
                "blame: before mail the relay speaks of itself or of us: relay or us, with action retry",
                values["blame"])
        }
        return ReadRow(
            row: ReplyRow(
                codes: codes.flatMap(\.self), stages: stages.map { Set($0.flatMap(\.self)) }, enhanced: enhanced,
                providerCodes: provider?.flatMap(\.self), words: text, furtherWords: with, verdict: verdict),
            examples: examples, line: line)
    }

    /// What each value allows and all of them together do not.
    private mutating func checkSense(of verdict: Verdict) {
        if values["with"] != nil, values["text"] == nil {
            add("with: allowed beside text only", values["with"])
        }
        if verdict.isGeneral, ["enhanced", "provider", "text"].contains(where: { values[$0] != nil }) {
            add("general: allowed without enhanced, provider and text only", values["general"])
        }
        if verdict.isThrottle, verdict.blame != .relay || verdict.action != .retry || verdict.patience > .zero {
            add("throttle: allowed with blame relay and action retry only, and without patience", values["throttle"])
        }
        if verdict.suppress, verdict.blame != .recipient || verdict.action != .fail {
            add("suppress: allowed with blame recipient and action fail only", values["suppress"])
        }
        if verdict.action == .fail, verdict.patience > .zero {
            add("patience: allowed with action retry only", values["patience"])
        }
        if verdict.blame == .domain, verdict.action != .retry || verdict.patience == .zero {
            add("blame: a domain at fault rests, so it needs action retry and a patience", values["blame"])
        }
        if verdict.blame == .message, verdict.action == .retry {
            add("blame: a message at fault is not helped by another try: action fail", values["blame"])
        }
    }

    private mutating func one<Value>(_ key: String, _ allowed: String, _ read: (String) -> Value?) -> Value? {
        guard let node = values[key] else { return nil }
        if let text = node.text, let value = read(text) { return value }
        add("\(key): \(Self.shown(node)): allowed: \(allowed)", node)
        return nil
    }

    /// One value, or a list of them.
    private mutating func list<Value>(_ key: String, _ allowed: String, _ read: (String) -> Value?) -> [Value]? {
        guard let node = values[key] else { return nil }
        let nodes = node.list ?? [node]
        if nodes.isEmpty { add("\(key): an empty list; allowed: \(allowed)", node) }
        return nodes.compactMap { node in
            if let text = node.text, let value = read(text) { return value }
            add("\(key): \(Self.shown(node)): allowed: \(allowed)", node)
            return nil
        }
    }

    /// `- rcpt: 550 5.1.1 User unknown`, read as from the wire.
    private mutating func examples() -> [ReadRow.Example] {
        guard let node = values["examples"] else { return [] }
        guard let nodes = node.list, !nodes.isEmpty else {
            add("examples: allowed: a list of recorded replies, at least one", node)
            return []
        }
        return nodes.compactMap { node in
            guard let entry = node.mapping?.first, node.mapping?.count == 1, let stage = SMTPStage(rawValue: entry.key),
                let text = entry.value.text,
                let reply = RowWords.reply(text)
            else {
                add(
                    "examples: allowed: a stage and a reply of 400 to 599, as in \"rcpt: 550 5.1.1 User unknown\"", node
                )
                return nil
            }
            return ReadRow.Example(reply: reply, stage: stage, line: node.line)
        }
    }

    private mutating func add(_ fault: String, _ node: YAMLNode?) { faults.add(fault, at: node?.line ?? line) }

    private static func shown(_ node: YAMLNode) -> String { node.text.map { "\"\($0)\"" } ?? "not one word" }
}
