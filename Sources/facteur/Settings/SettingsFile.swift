import Glibc
import LinedYAML

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
    /// Whether all that the file says has been read: what is not there is missing then.
    private(set) var isReadable = true

    /// The file that was named, which must be there, or the standard one, which need not be when the environment says enough.
    static func named(_ path: String?) -> SettingsFile {
        if path == nil, access(standardPath, F_OK) != 0, errno == ENOENT {
            return SettingsFile(path: standardPath, text: "")
        }
        return SettingsFile(reading: path ?? standardPath)
    }

    /// Reads a file that must be there.
    init(reading path: String) {
        let (text, complaint) = Self.content(of: path)
        self.init(path: path, text: text)
        guard let complaint else { return }
        isReadable = false
        faults.append(complaint)
    }

    private static func content(of path: String) -> (text: String, complaint: SettingFault?) {
        let place = ShownValue.withoutLogins(path)
        do throws(FileBytes.Unreadable) {
            if let text = String(validating: try FileBytes.read(path), as: UTF8.self) { return (text, nil) }
            return ("", SettingFault("file", at: place, "is not UTF-8 (Latin-1 or UTF-16, perhaps): save it as UTF-8"))
        } catch {
            let fault =
                switch error {
                case _ where error.isMissing: "is not there: name another with --config"
                case _ where error.isDenied:
                    "is not readable as \(Caller.name): run as root or as its owner, or grant it to this user"
                default: "cannot be read (\(error.reason)): it must be a file of UTF-8"
                }
            return ("", SettingFault("file", at: place, fault, isOutOfReach: error.isDenied))
        }
    }

    /// Reads a file's content; nothing is written in an empty one.
    init(path: String, text: String) {
        self.path = path
        do throws(YAMLFault) {
            guard let root = try YAMLNode.parsing(text) else { return }
            read(root, below: "")
        } catch {
            isReadable = false
            faults.append(YAMLComplaint(error, about: text).fault(in: path))
        }
    }

    /// Where a line of this file is, for people.
    func place(line: Int) -> String { "\(path), line \(line)" }

    /// - Parameter chosen: The name that the operator chose for this section, where one is to be chosen.
    private mutating func read(_ node: YAMLNode, below name: String, chosen: String? = nil) {
        guard let entries = node.mapping else {
            // An empty document or section says nothing.
            if node.text?.isEmpty != true {
                fault(name.isEmpty ? "file" : name, node.line, "must be a section: a key and a value a line")
            }
            return
        }
        for entry in entries {
            guard ShownValue.isKey(entry.key) else {
                fault(name.isEmpty ? "file" : name, entry.line, "a key must be a word: letters, digits, - and _")
                continue
            }
            let full = name.isEmpty ? entry.key : "\(name).\(entry.key)"
            if let choice = SettingsTable.chosenName(below: name) {
                readSection(entry, below: name, choice)
            } else if SettingsTable.definition(named: full) != nil {
                readValue(entry.value, of: full)
            } else if SettingsTable.isSection(full, chosen: chosen) {
                read(entry.value, below: full, chosen: chosen)
            } else {
                unknown(full, entry.line, chosen)
            }
        }
    }

    /// A section, or one value, under a name that the operator chose.
    private mutating func readSection(_ entry: YAMLNode.Entry, below name: String, _ choice: SettingName) {
        guard let chosen = choice.read(entry.key) else {
            return fault("\(name).\(entry.key)", entry.line, "allowed below \(name): \(choice.allowed)")
        }
        let full = "\(name).\(chosen)"
        guard SettingsTable.definition(named: full) == nil else { return readValue(entry.value, of: full) }
        read(entry.value, below: full, chosen: chosen)
    }

    private mutating func readValue(_ value: YAMLNode, of name: String) {
        if let text = value.text {
            entries[name] = Entry(texts: value.isNull ? [] : [text], line: value.line)
        } else if let nodes = value.list, nodes.allSatisfy({ $0.text != nil }) {
            entries[name] = Entry(texts: nodes.compactMap(\.text), line: value.line)
        } else {
            fault(name, value.line, "must be a value, not a section")
        }
    }

    private mutating func unknown(_ name: String, _ line: Int, _ chosen: String?) {
        let known = SettingsTable.all.map { key in chosen.map { key.of($0).name } ?? key.name }
        let nearest = SettingsTable.nearest(to: name, among: known)
        let advice = nearest.map { "did you mean \($0)?" } ?? "remove it; facteur run --help lists all keys"
        fault(name, line, "is no key: \(advice)")
    }

    private mutating func fault(_ name: String, _ line: Int, _ what: String) {
        faults.append(SettingFault(name, at: place(line: line), what))
    }
}
