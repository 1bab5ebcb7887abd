import Mail

/// An issue as its editor keeps it: a Markdown file with a YAML head. What else it has (languages beside it, HTML of one's own) was read
/// with it.
///
///     ---
///     list: lettre
///     subject: Les tasses sont de retour
///     preheader: Trois couleurs, et une date à retenir pour les fêtes.
///     send_at: 2026-12-01 09:00
///     ---
///     Elles vous attendent **à l’atelier**.
///
///     === en
///     ---
///     subject: The cups are back
///     preheader: Three colours, and a date to remember for the holidays.
///     ---
///     They await you **at the workshop**.
package struct IssueFile: Sendable {
    /// The words in one language.
    package struct Edition: Sendable {
        /// Its tag (`fr-CA`); empty where an issue in one language does not say which.
        package var tag: String
        package var head: IssueFileHead
        /// Markdown.
        package var body: IssuePassage
        /// HTML of one's own, and the plain letter beside it.
        package var html: IssuePassage?
        package var text: IssuePassage?

        package var subject: String { (head["subject"] ?? head["title"])?.value ?? "" }
        package var preheader: String? { head["preheader"]?.value }
    }

    /// As it was named.
    package let path: String
    /// All files that it is made of, itself first.
    package let sources: [Source]
    /// The first is that of the file itself.
    package let editions: [Edition]
    /// What keeps it from being read, or is wrong with its heads.
    package let faults: [IssueFileFault]

    init(path: String, sources: [Source], editions: [Edition], faults: [IssueFileFault]) {
        self.path = path
        self.sources = sources
        self.editions = editions
        self.faults = faults
    }

    /// Whether a fault is one of this language's words: its editor need not look at it elsewhere.
    package func concerns(_ fault: IssueFileFault, _ edition: Edition) -> Bool {
        let files = [edition.html?.file, edition.text?.file]
        if files.contains(fault.file) { return true }
        let sharing = editions.filter { $0.body.file == fault.file }
        // A section begins with its own name and the mark of its head.
        let owner = sharing.last { $0.head.line - 2 <= fault.fault.line } ?? sharing.first
        return owner?.tag == edition.tag && owner?.body == edition.body
    }

    private var head: IssueFileHead? { editions.first?.head }

    /// The list that it is for; nil where the head does not say.
    package var list: String? { head?["list"]?.value }
    package var dedupKey: String? { head?["dedup_key"]?.value }
    /// When it is to begin, as it is written; nil for at once.
    package var sendAt: IssueField? { head?["send_at"] }
    /// Of the settings' senders, another.
    package var sender: IssueField? { head?["sender"] }
    package var replyTo: IssueField? { head?["reply_to"] }
    /// The hours in which it may go out.
    package var window: IssueField? { head?["window"] }

    /// When it is to begin by a clock; nil for at once, and where it is no moment.
    package func moment(in zone: Zone) -> Timestamp? {
        guard let sendAt, let written = try? WrittenMoment(sendAt.value, in: zone) else { return nil }
        return Timestamp(rfc3339: written.rfc3339)
    }

    /// What `facteur.create_newsletter` takes as its content, a JSON object.
    package var content: String {
        guard editions.count > 1 || editions.first?.tag.isEmpty == false else {
            return editions.first.map(Self.object) ?? "{}"
        }
        let members = editions.map { "\(JSONText.string($0.tag)): \(Self.object($0))" }
        return "{\(members.joined(separator: ", "))}"
    }

    /// What it takes as its options, a JSON object; nil where the head has none.
    package var options: String? {
        let options = [("sender", sender), ("replyTo", replyTo), ("window", window)]
        let members = options.compactMap { key, field in
            field.map { "\(JSONText.string(key)): \(JSONText.string($0.value))" }
        }
        return members.isEmpty ? nil : "{\(members.joined(separator: ", "))}"
    }

    private static func object(_ edition: Edition) -> String {
        var values = ["subject", "title", "preheader"].map { ($0, edition.head[$0]?.value) }
        if !edition.body.isBlank { values.append(("markdown", edition.body.text)) }
        values += [("text", edition.text?.text), ("html", edition.html?.text)]
        let members = values.compactMap { key, value in
            value.map { "\(JSONText.string(key)): \(JSONText.string($0))" }
        }
        return "{\(members.joined(separator: ", "))}"
    }

    /// The lines of a text, whatever ends them; a byte order mark is none of its letters.
    static func lines(of text: String) -> [String] {
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
    }
}
