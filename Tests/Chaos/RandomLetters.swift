import Foundation
import Mail
import Templates

/// Messages of every kind that ships, in every language, with words as readers and shops have them, as statements for the outbox.
struct RandomLetters {
    private let library: TemplateLibrary
    private var chance: Chance

    private static let locales = ["fr-FR", "fr-CA", "fr-CH", "fr-BE", "en", "de-DE"]
    private static let words = [
        "l’œuf", "Noël", "où", "ça", "naïve", "Zoé", "12,90\u{A0}€", "n°\u{A0}7", "—", "🫖", "ﬁn", "été", "\u{202F}!",
        "=", "=3D", ".", "..",
        "From", "Élodie", "Straße", "żółw", "東京", "\"", "'", "<b>", "&amp;", "%s", "\\", "aujourd’hui",
        "anticonstitutionnellement",
    ]

    init(_ chance: inout Chance) throws {
        let shop = ShopSettings(
            name: "Boutique", url: "https://boutique.example", helpAddress: "aide@boutique.example",
            accountURL: "https://boutique.example/compte",
            legal: .init(companyName: "B", form: "SAS", registration: "1", office: "Lyon"),
            appearance: .init(accent: "#000000", accentText: "#ffffff"),
            newsletter: .init(name: "La lettre", listID: "lettre.boutique.example"))
        library = try TemplateLibrary(
            directory: "templates", shop: shop, webPublicURL: "https://lettre.boutique.example")
        self.chance = Chance(seed: chance.next())
    }

    /// A statement for each of so many messages, the kinds one after the other.
    mutating func transactional(_ count: Int) throws -> [String] {
        let kinds = library.kinds.compactMap { library.kind(named: $0.name) }.filter { $0.sampleContent == nil }
        return try (0..<count).map { number in
            let kind = kinds[number % kinds.count]
            let sample = try JSONSerialization.jsonObject(with: Data(kind.sampleParameters.utf8))
            let parameters = try JSONSerialization.data(withJSONObject: varied(sample, kind.definition.parameters))
            return """
                select facteur.enqueue('\(kind.definition.name)', 'client\(number)@client.test',
                    $json$\(String(decoding: parameters, as: UTF8.self))$json$,
                    locale => '\(locale())', recipient_name => $name$\(phrase(4))$name$)
                """
        }
    }

    /// Subscribers of several languages, and three issues' worth of words in one that goes to all of them.
    mutating func newsletter(to readers: Int) throws -> [String] {
        let subscriptions = (0..<readers).map { number in
            """
            select facteur.subscribe('lecteur\(number)@client.test', 'lettre', locale => '\(locale())',
                name => $name$\(phrase(3))$name$)
            """
        }
        let editions = try ["fr", "fr-CA", "en"].map { locale in
            let paragraphs = (0..<12).map { _ in phrase(40) }.joined(separator: "\n\n")
            let text = try JSONEncoder().encode(["subject": phrase(6), "title": phrase(3), "markdown": paragraphs])
            return "\"\(locale)\": \(String(decoding: text, as: UTF8.self))"
        }
        let issue = "select facteur.create_newsletter('lettre', $json${\(editions.joined(separator: ", "))}$json$)"
        return subscriptions + [issue]
    }

    /// The sample with other words, where words are free: what is a date, a code or an amount stays what it is.
    private mutating func varied(_ sample: Any, _ definitions: [ParameterDefinition]) -> Any {
        guard var members = sample as? [String: Any] else { return sample }
        for definition in definitions {
            guard let value = members[definition.name] else { continue }
            members[definition.name] = varied(value, definition)
        }
        return members
    }

    private mutating func varied(_ value: Any, _ definition: ParameterDefinition) -> Any {
        switch (definition.type, value) {
        case (.list, let objects as [Any]) where definition.isListOfObjects:
            objects.map { varied($0, definition.fields) }
        case (.list, let texts as [Any]): texts.map { _ in phrase(8) }
        case (.url, let link as String): link + "&v=\(chance.next())"
        case (.string, is String), (.text, is String): String(phrase(8).prefix(definition.maxLength ?? .max))
        default: value
        }
    }

    private mutating func locale() -> String { Self.locales.randomElement(using: &chance) ?? "fr" }

    private mutating func phrase(_ most: Int) -> String {
        (0..<Int.random(in: 1...most, using: &chance)).map { _ in Self.words.randomElement(using: &chance) ?? "" }
            .joined(separator: " ")
    }
}
