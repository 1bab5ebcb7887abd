import Catcher
import Mail
import MailReading
import Templates

/// One entry: what it is, what the checks say, and one view of it. The words for `entry.html`.
struct EntryMarkup {
    let entry: PreviewEntry
    let options: ViewOptions

    var values: [String: Any] {
        // The page's own language.
        let description = entry.description.line(in: "fr")
        var values: [String: Any] = [
            "kind": entry.kind, "locale": entry.locale, "description": description.text,
            "descriptionLanguage": description.language,
            "inbox": entry.letter.flatMap(Self.inbox).map { [$0] } ?? [],
            "letter": entry.letter.map { [Self.facts(of: $0)] } ?? [],
            "areFaulty": !entry.faults.isEmpty, "count": FaultMarkup.count(entry.faults.count).lowercased(),
            "faults": FaultMarkup.values(entry.faults),
            "tabs": ViewOptions.View.allCases.map { view in
                Self.link(view.title, options.with(view).address(of: entry), isCurrent: view == options.view)
            },
        ]
        for (name, value) in view { values[name] = value }
        return values
    }

    private static func facts(of letter: PreviewEntry.Letter) -> [String: Any] {
        [
            "subject": letter.subject, "characters": letter.subject.count,
            "htmlSize": letter.html.map { Size.text($0.utf8.count) } ?? "aucune partie HTML",
            "textSize": Size.text(letter.text.utf8.count), "messageSize": Size.text(letter.message.count),
        ]
    }

    /// The line of a phone's mailbox, which cuts what does not fit; nil where nobody says what stands beside the subject.
    private static func inbox(_ letter: PreviewEntry.Letter) -> [String: Any]? {
        guard let preheader = letter.preheader else { return nil }
        let sender = letter.headers.first { $0.name.lowercased() == "from" }?.value ?? ""
        let name = sender.prefix { $0 != "<" }.split(separator: " ").joined(separator: " ")
        return [
            "sender": name.isEmpty ? sender : name.filter { $0 != "\"" }, "subject": letter.subject,
            "preheader": preheader,
            "preheaderCharacters": preheader.count,
        ]
    }

    private static func link(_ title: String, _ address: String, isCurrent: Bool) -> [String: Any] {
        ["title": title, "address": address, "isCurrent": isCurrent]
    }

    private var view: [String: Any] {
        if options.view == .source {
            return ["sources": SourceMarkup(sources: entry.sources, faults: entry.faults).values]
        }
        guard let letter = entry.letter else { return ["isUncomposed": true] }
        switch options.view {
        case .letter: return letter.html == nil ? ["hasNoHTML": true] : ["frames": [frames]]
        case .headers:
            return ["headers": [["fields": letter.headers.map { ["name": $0.name, "value": $0.value] }]]]
        default: return ["words": [["text": SourceMarkup.showingHardSpaces(letter.text)]]]
        }
    }

    private var frames: [String: Any] {
        let source = "/\(entry.kind)/\(entry.locale)/lettre?fond=\(options.scheme.rawValue)"
        return [
            "ground": options.scheme == .dark ? "dark" : "light",
            "schemes": ColourScheme.allCases.map { scheme in
                Self.link(scheme.title, options.with(scheme).address(of: entry), isCurrent: scheme == options.scheme)
            },
            "devices": [("Téléphone", 360), ("Ordinateur", 800)].map { name, width in
                ["name": name, "width": width, "source": source] as [String: Any]
            },
        ]
    }
}
