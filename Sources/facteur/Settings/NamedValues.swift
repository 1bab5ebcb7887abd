/// What a variable says of a key with a name within: `shop.example=s2026, shop.example=e2026`.
enum NamedValues {
    /// The values by name, in the order in which they are written; nil where one has no name, or none that is allowed.
    static func read(_ text: String, of chosen: SettingName) -> [(name: String, texts: [String])]? {
        var values: [(name: String, texts: [String])] = []
        for item in SettingsReader.list([text]) {
            guard let equals = item.firstIndex(of: "="), let name = chosen.read(String(item[..<equals])) else {
                return nil
            }
            let value = String(item[item.index(after: equals)...])
            if let index = values.firstIndex(where: { $0.name == name }) {
                values[index].texts.append(value)
            } else {
                values.append((name, [value]))
            }
        }
        return values.isEmpty ? nil : values
    }
}
