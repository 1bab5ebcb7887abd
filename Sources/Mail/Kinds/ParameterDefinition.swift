/// One parameter of a kind, or one field of the objects in a list.
package struct ParameterDefinition: Sendable, Hashable {
    package var name: String
    package var type: ParameterType
    package var isRequired: Bool
    /// Secret parameters are kept apart, never shown, and deleted when the message ends. A list with a secret field is secret as a whole.
    package var isSecret: Bool
    /// What an `enum` may be; empty for all other types.
    package var values: [String]
    /// The most characters (Unicode scalars, as PostgreSQL counts them) of a text, an address or a URL; nil for as many as fit.
    package var maxLength: Int?
    /// What the objects of a list hold; empty for a list of texts, and for all other types.
    package var fields: [ParameterDefinition]

    package init(
        name: String, type: ParameterType, isRequired: Bool, isSecret: Bool, values: [String] = [],
        maxLength: Int? = nil, fields: [ParameterDefinition] = []
    ) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
        self.isSecret = isSecret
        self.values = values
        self.maxLength = maxLength
        self.fields = fields
    }

    /// Whether it is a list whose entries are objects.
    package var isListOfObjects: Bool { type == .list && !fields.isEmpty }
}

/// What a parameter may hold. The raw value is the word used in `kind.yaml` and in the database.
package enum ParameterType: String, Sendable, Hashable, CaseIterable {
    /// One line of words without control characters.
    case string
    /// Words of one line or several, which end in LF or CRLF.
    case text
    /// As 64 bits hold it.
    case integer
    /// A decimal number of at most 15 digits before the point.
    case number
    /// Money: `{"cents": 1290, "currency": "EUR"}`, in the currency's smallest unit (ISO 4217), of at most 15 digits.
    case amount
    /// A number of per cent: 20, 5.5.
    case percentage
    case boolean
    /// A day of the calendar (ISO 8601): `2026-12-03`.
    case date
    /// A moment with a zone (RFC 3339): `2026-11-25T13:05:00Z`.
    case datetime
    /// An `https://` URL (or `http://` to a loopback host).
    case url
    /// An e-mail address.
    case email
    /// One of the words that the kind names.
    case enumeration = "enum"
    /// A list of one-line texts, or of objects with fields.
    case list

    /// The type of this word in a `kind.yaml`, where some have a second one.
    package init?(word: String) {
        let type = Self(rawValue: word) ?? Self.synonyms[word]
        guard let type else { return nil }
        self = type
    }

    private static let synonyms: [String: ParameterType] = ["moment": .datetime, "link": .url, "address": .email]

    /// Whether it has a length that a kind may limit.
    package var hasLength: Bool {
        switch self {
        case .string, .text, .url, .email: true
        case .integer, .number, .amount, .percentage, .boolean, .date, .datetime, .enumeration, .list: false
        }
    }
}
