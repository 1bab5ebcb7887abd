/// Which column of a file is which part of a subscriber.
struct SubscriberColumns: Sendable, Hashable {
    /// What a column may be called, in lower case.
    private static let names: [Part: Set<String>] = [
        .email: ["email", "e-mail", "mail", "address", "adresse", "courriel"],
        .name: ["name", "nom", "prénom", "prenom", "first name", "firstname"],
        .locale: ["locale", "language", "langue"],
        .consentedAt: ["consented_at", "consent", "consentement", "date"],
    ]

    enum Part: String, Sendable, Hashable, CaseIterable {
        case email, name, locale, consentedAt = "consented_at"
    }

    /// In bytes. No rule for a subscriber allows as much: what is longer need not be sent to the database to be refused.
    private static let longest = 2000

    private let positions: [Part: Int]
    /// Columns that nobody reads.
    let ignored: [String]

    /// From a file's first record; nil where it names no column for the address.
    init?(header: [String]) {
        var positions: [Part: Int] = [:]
        var ignored: [String] = []
        for (index, title) in header.enumerated() {
            let title = title.lowercased().split(separator: " ").joined(separator: " ")
            if let part = Part.allCases.first(where: { Self.names[$0, default: []].contains(title) }),
                positions[part] == nil
            {
                positions[part] = index
            } else {
                ignored.append(title)
            }
        }
        guard positions[.email] != nil else { return nil }
        self.positions = positions
        self.ignored = ignored
    }

    /// The columns that Facteur itself writes.
    static let standard = ["email", "name", "locale", "consented_at"]

    /// Why a record is not worth looking at; nil when it is.
    func fault(in fields: [String]) -> String? {
        Part.allCases.first { text($0, in: fields).utf8.count > Self.longest }.map {
            "\($0.rawValue) is longer than \(Self.longest) bytes"
        }
    }

    /// What a record says of a part; empty where it has no such column.
    func text(_ part: Part, in fields: [String]) -> String {
        guard let position = positions[part], position < fields.count else { return "" }
        return fields[position].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
