@testable import facteur

/// deploy/facteur.yaml: every key with its words, in use where nearly everybody sets it, else as a comment with its default.
struct ExampleSettings {
    private static let head = """
        Settings of Facteur. Goes to /etc/facteur/facteur.yaml, readable by every user: secrets are in files of their own.

        Each key has an environment variable that goes before it: smtp.url is FACTEUR_SMTP_URL, database.passwordFile is \
        FACTEUR_DATABASE_PASSWORD_FILE. An unknown key or a wrong value stops the start, with its line and what is allowed. \
        Durations: 250ms, 5s, 2m, 1h30m, 4d. Lines that begin with "# " and a key show what may be set: the default where there \
        is one, else an example. docs/settings.md has all of it as tables.
        """
    /// The widest line, its indentation apart.
    private static let width = 120

    private let sections: [SettingsSection]

    init(_ sections: [SettingsSection]) { self.sections = sections }

    var text: String {
        var blocks = [Self.head.split(separator: "\n", omittingEmptySubsequences: false).flatMap { Self.comment($0) }]
        blocks += sections.filter { !$0.name.contains(".") }.map { lines(of: $0, isShown: false) }
        return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    /// A section, not indented. One of which nothing is in use is a comment as a whole, unless it is part of such a one.
    private func lines(of section: SettingsSection, isShown: Bool) -> [String] {
        let isComment = !isShown && !isInUse(section)
        var within: [String] = []
        for key in section.keys {
            if !section.isListed { within += Self.comment(key.meaning[...]) }
            within.append(line(of: key, isShown: isShown || isComment))
        }
        for part in sections where Self.parent(of: part.name) == section.name {
            within += lines(of: part, isShown: isShown || isComment)
        }
        let lines = ["\(Self.word(section)):"] + within.map { "  \($0)" }
        return (section.meaning.isEmpty ? [] : Self.comment(section.meaning[...]))
            + (isComment ? lines.map { "# \($0)" } : lines)
    }

    /// What stands before the section's colon: for a name that the operator chooses, an example.
    private static func word(_ section: SettingsSection) -> String {
        let word = String(section.name.split(separator: ".").last ?? "")
        return SettingName(in: word)?.example ?? word
    }

    private func line(of key: any SettingDefinition, isShown: Bool) -> String {
        let word = String(key.name.split(separator: ".").last ?? "")
        let name = SettingName(in: word)?.example ?? word
        return switch key.example {
        case .set(let value): "\(name): \(value)"
        case .shown(let value): isShown ? "\(name): \(value)" : "# \(name): \(value)"
        }
    }

    private func isInUse(_ section: SettingsSection) -> Bool {
        let below = sections.filter { $0.name == section.name || $0.name.hasPrefix(section.name + ".") }
        return below.flatMap(\.keys).contains { key in
            if case .set = key.example { true } else { false }
        }
    }

    /// Words as lines that begin with `# `, broken between words.
    private static func comment(_ words: Substring) -> [String] {
        var lines = ["#"]
        for word in words.split(separator: " ") {
            if lines[lines.count - 1].count + word.count >= width { lines.append("#") }
            lines[lines.count - 1] += " \(word)"
        }
        return lines
    }

    private static func parent(of name: String) -> String? {
        name.lastIndex(of: ".").map { String(name[..<$0]) }
    }
}
