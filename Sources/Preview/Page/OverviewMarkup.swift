import Mail

/// All faults, each once, for that of a layout concerns many entries; and all entries in one table. The words for `overview.html`.
struct OverviewMarkup {
    let snapshot: PreviewSnapshot
    /// What leads to an entry: titles and addresses.
    let links: (PreviewEntry) -> [(title: String, address: String)]

    var values: [String: Any] {
        [
            "plural": snapshot.subject.plural, "singular": snapshot.subject.singular,
            "areFaulty": !snapshot.faults.isEmpty, "count": FaultMarkup.count(snapshot.faults.count).lowercased(),
            "faults": FaultMarkup.values(snapshot.faults), "rows": snapshot.entries.map(row),
        ]
    }

    private func row(_ entry: PreviewEntry) -> [String: Any] {
        [
            "kind": entry.kind, "locale": entry.locale, "isFaulty": !entry.faults.isEmpty,
            "subject": entry.letter?.subject ?? "–", "size": entry.letter.map { Size.text($0.message.count) } ?? "–",
            "state": FaultMarkup.count(entry.faults.count),
            "links": links(entry).map { ["title": $0.title, "address": $0.address] },
        ]
    }
}

/// How large something is, for people.
enum Size {
    /// `15 204 octets`
    static func text(_ octets: Int) -> String { Language.french.counted(octets, "octet", "octets") }
}
