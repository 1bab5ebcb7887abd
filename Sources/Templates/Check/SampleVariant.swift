import Mail

/// The data that a kind is rendered with when it is checked.
enum SampleVariant: CaseIterable {
    /// The sample of `kind.yaml`.
    case plain
    /// Every parameter at the greatest length that is plausible, and the longest name.
    case longest
    /// Nothing that may be missing: no name, no optional parameter, no optional setting.
    case emptiest

    /// What is added to a fault that shows with these data alone.
    var remark: String {
        switch self {
        case .plain: ""
        case .longest: " with the longest data"
        case .emptiest: " when what may be missing is missing"
        }
    }

    /// The sample's message with these data, for this kind.
    func message(_ sample: Claimed, of kind: TemplateKind) -> (message: Claimed, content: String?) {
        guard self != .plain else { return (sample, kind.sampleContent) }
        var message = sample
        message.parameters = SampleValue.json(object(kind.definition.parameters))
        message.recipientName = self == .longest ? "Maximilienne-Alexandrine de Saint-Exupéry" : nil
        // Issues that are rendered are kept by their identity, and these differ.
        let id = "01936000-0000-7000-8000-\(self == .longest ? "00000000000a" : "00000000000b")"
        if let issue = message.issue, let other = MessageID(id) {
            message.issue = Claimed.Issue(id: other, unsubscribeToken: issue.unsubscribeToken)
        }
        let least = SampleValue.json(["subject": .text("x"), "text": .text("x")])
        return (message, kind.sampleContent.map { self == .longest ? $0 : least })
    }

    /// The settings that these data go with.
    func shop(_ shop: ShopSettings) -> ShopSettings {
        var shop = shop
        switch self {
        case .plain:
            shop.appearance.logoURL = shop.appearance.logoURL ?? "https://www.boutique.example/logo.png"
        case .longest:
            let site = "https://www.boutique.example"
            shop.appearance.logoURL = shop.appearance.logoURL ?? site + "/logo.png"
            shop.appearance.logoDarkURL = shop.appearance.logoDarkURL ?? site + "/logo-clair.png"
            shop.privacyURL = shop.privacyURL ?? site + "/confidentialite"
            if shop.social.isEmpty {
                shop.social = ["Instagram", "Facebook"].map { ShopSettings.SocialPage(name: $0, url: site + "/" + $0) }
            }
        case .emptiest:
            (shop.appearance.logoURL, shop.appearance.logoDarkURL, shop.privacyURL) = (nil, nil, nil)
            (shop.social, shop.accountURL) = ([], shop.url)
            (shop.legal.form, shop.legal.registration, shop.legal.office) = ("", "", "")
        }
        return shop
    }

    private func object(_ definitions: [ParameterDefinition]) -> [String: SampleValue] {
        let given = definitions.filter { $0.isRequired || self == .longest }
        return Dictionary(given.map { ($0.name, value(of: $0)) }) { first, _ in first }
    }

    private func value(of definition: ParameterDefinition) -> SampleValue {
        let isLong = self == .longest
        func text(_ text: String) -> SampleValue {
            let cut = definition.maxLength.map { String(text.unicodeScalars.prefix($0)) } ?? text
            // Cut between two words it would end with a space, and a mark behind it would look like the template's fault.
            return .text(cut.last?.isWhitespace == true ? String(cut.dropLast()) + "s" : cut)
        }
        return switch definition.type {
        case .string: text(isLong ? String(repeating: "mots ", count: 39) + "mots" : "x")
        case .text:
            text(
                isLong
                    ? Array(repeating: String(repeating: "mots ", count: 39) + "mots", count: 5).joined(separator: "\n")
                    : "x")
        case .url: text("https://www.boutique.example/" + String(repeating: "a", count: isLong ? 400 : 1))
        case .email:
            .text(
                isLong
                    ? String(repeating: "a", count: 64) + "@" + String(repeating: "b", count: 60) + ".example"
                    : "a@b.example")
        // Wednesday, 30 September: the longest name of a day with one of a month.
        case .datetime: .text("2026-09-30T20:22:00Z")
        case .date: .text("2026-09-30")
        case .integer: .literal(isLong ? "999999999" : "0")
        case .number: .literal(isLong ? "999999999.999999" : "0")
        case .percentage: .literal(isLong ? "100.25" : "0")
        case .amount:
            .object(["cents": .literal(isLong ? "99999999999" : "0"), "currency": .text(isLong ? "CAD" : "EUR")])
        case .boolean: .literal(isLong ? "true" : "false")
        case .enumeration:
            .text((isLong ? definition.values.max { $0.utf8.count < $1.utf8.count } : definition.values.first) ?? "")
        case .list where definition.isListOfObjects:
            .list(Array(repeating: .object(object(definition.fields)), count: isLong ? 20 : 1))
        case .list:
            .list(
                Array(
                    repeating: .text(isLong ? String(repeating: "mots ", count: 19) + "mots" : "x"),
                    count: isLong ? 20 : 1))
        }
    }
}
