import FoundationEssentials
import Yams

/// The settings file, read to the level of keys: what is written where.
struct SettingsFile: Sendable {
    /// What one key says.
    struct Entry: Sendable, Hashable {
        /// One text for a single value, several for a sequence; empty for a key without a value.
        var texts: [String]
        var line: Int
    }

    static let standardPath = "/etc/facteur/facteur.yaml"

    let path: String
    /// By dotted name.
    private(set) var entries: [String: Entry] = [:]
    private(set) var faults: [SettingFault] = []

    /// Reads a file that must be there.
    init(reading path: String) {
        let data = FileManager.default.contents(atPath: path)
        let text = data.flatMap { String(validating: $0, as: UTF8.self) }
        self.init(path: path, text: text ?? "")
        if text == nil {
            let isThere = FileManager.default.fileExists(atPath: path)
            let fault = isThere ? "cannot be read: it must be UTF-8 and readable by this user" : "is not there"
            faults.append(SettingFault("file", at: path, fault))
        }
    }

    /// Reads a file's content; nothing is written in an empty one.
    init(path: String, text: String) {
        self.path = path
        do {
            guard let root = try Yams.compose(yaml: text) else { return }
            read(root, below: "")
        } catch {
            faults.append(Self.syntaxFault(error, in: path))
        }
    }

    /// Where a line of this file is, for people.
    func place(line: Int) -> String { "\(path), line \(line)" }

    private mutating func read(_ node: Node, below name: String) {
        guard let mapping = node.mapping else {
            // An empty document or section says nothing.
            if node.scalar?.string.isEmpty != true {
                fault(name.isEmpty ? "file" : name, node, "must be a section: a key and a value a line")
            }
            return
        }
        for (key, value) in mapping {
            guard let word = key.scalar?.string else {
                fault(name.isEmpty ? "file" : name, key, "a key must be a word")
                continue
            }
            let full = name.isEmpty ? word : "\(name).\(word)"
            if SettingsTable.definition(named: full) != nil {
                readValue(value, of: full, key: key)
            } else if SettingsTable.isSection(full) {
                read(value, below: full)
            } else {
                unknown(full, key)
            }
        }
    }

    private mutating func readValue(_ value: Node, of name: String, key: Node) {
        let line = value.mark?.line ?? key.mark?.line ?? 0
        if let scalar = value.scalar {
            let isEmpty = scalar.string.isEmpty || (scalar.style == .plain && ["~", "null"].contains(scalar.string))
            entries[name] = Entry(texts: isEmpty ? [] : [scalar.string], line: line)
        } else if let sequence = value.sequence, sequence.allSatisfy({ $0.scalar != nil }) {
            entries[name] = Entry(texts: sequence.compactMap { $0.scalar?.string }, line: line)
        } else {
            fault(name, value, "must be a value, not a section")
        }
    }

    private mutating func unknown(_ name: String, _ key: Node) {
        let nearest = SettingsTable.nearest(to: name, among: SettingsTable.all.map(\.name))
        let advice = nearest.map { "did you mean \($0)?" } ?? "remove it; facteur run --help lists all keys"
        fault(name, key, "is no key: \(advice)")
    }

    private mutating func fault(_ name: String, _ node: Node, _ what: String) {
        faults.append(SettingFault(name, at: place(line: node.mark?.line ?? 0), what))
    }

    /// Says where the YAML is broken without quoting it: the line may hold a password.
    private static func syntaxFault(_ error: any Error, in path: String) -> SettingFault {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            SettingFault("file", at: "\(path), line \(mark.line)", "is no YAML: \(problem)")
        case YamlError.duplicatedKeysInMapping(let duplicates, let context):
            SettingFault(
                duplicates.joined(separator: ", "), at: "\(path), section at line \(context.mark.line)",
                "is written twice: keep one")
        default:
            SettingFault("file", at: path, "is no YAML: write it anew from the example")
        }
    }
}
