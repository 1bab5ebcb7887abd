/// Fields as reports write them in a part of their own: RFC 822's form, in groups with blank lines between (RFC 3464 section 2.1,
/// RFC 5965 section 3).
struct StatusFields {
    private var fields: [(name: String, value: String)] = []

    /// The groups of a part's text, none of them empty.
    static func groups(of text: String) -> [StatusFields] {
        var groups: [StatusFields] = []
        var group = StatusFields()
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy({ $0 == " " || $0 == "\t" }) {
                if !group.fields.isEmpty { groups.append(group) }
                group = StatusFields()
            } else if line.first == " " || line.first == "\t", let last = group.fields.indices.last {
                group.fields[last].value += " " + line.drop { $0 == " " || $0 == "\t" }
            } else if let colon = line.firstIndex(of: ":") {
                let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
                group.fields.append((line[..<colon].lowercased(), String(value)))
            }
        }
        return group.fields.isEmpty ? groups : groups + [group]
    }

    /// The first field of a name, which is in lower case here; nil where there is none, or it says nothing.
    subscript(_ name: String) -> String? {
        fields.first { $0.name == name && !$0.value.isEmpty }?.value
    }

    /// A field's value behind its type: `dns; mx.example.fr` -> `mx.example.fr`, `rfc822; a@b.fr` -> `a@b.fr`.
    func untyped(_ name: String) -> String? {
        guard let value = self[name] else { return nil }
        let rest = value.firstIndex(of: ";").map { value[value.index(after: $0)...] } ?? value[...]
        return ReportAddress.trimmed(rest)
    }
}
