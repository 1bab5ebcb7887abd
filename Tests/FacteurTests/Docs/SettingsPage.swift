@testable import facteur

/// docs/settings.md: a heading and a table a section of the settings file.
enum SettingsPage {
    static func tables(_ sections: [SettingsSection]) -> String {
        var text = ""
        for section in sections {
            text += "## \(verbatim(section.name))\n\n"
            if !section.meaning.isEmpty { text += section.meaning + "\n\n" }
            guard !section.keys.isEmpty else { continue }
            var table = MarkdownTable("key", "variable", "default", "unit", "allowed", "meaning")
            for key in section.keys { table.add(cells(key)) }
            text += table.text + "\n"
        }
        text.removeLast()
        return text
    }

    private static func cells(_ key: any SettingDefinition) -> [String] {
        let standard = key.defaultText.map { "`\($0)`" } ?? ""
        return [
            "`\(key.name)`", "`\(key.variable)`", standard, key.unit, verbatim(key.allowed), verbatim(key.meaning),
        ]
    }

    /// An angle bracket would begin a tag.
    private static func verbatim(_ text: String) -> String { text.replacing("<", with: "&lt;") }
}
