import FoundationEssentials
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
        let parameters = kind.definition.parameters.filter { $0.isRequired || self == .longest }
        message.parameters = SampleValue.json(
            Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, value(of: $0.type)) }))
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
        case .plain, .longest:
            shop.appearance.logoURL = shop.appearance.logoURL ?? "https://www.boutique.example/logo.png"
        case .emptiest:
            shop.appearance.logoURL = nil
            (shop.legal.form, shop.legal.registration, shop.legal.office) = ("", "", "")
        }
        return shop
    }

    private func value(of type: ParameterType) -> SampleValue {
        let isLong = self == .longest
        return switch type {
        case .text: .text(isLong ? String(repeating: "mots ", count: 39) + "mots" : "x")
        case .link: .text("https://www.boutique.example/" + String(repeating: "a", count: isLong ? 400 : 1))
        case .address:
            .text(
                isLong
                    ? String(repeating: "a", count: 64) + "@" + String(repeating: "b", count: 60) + ".example"
                    : "a@b.example")
        // Wednesday, 30 September: the longest name of a day with one of a month.
        case .moment: .text("2026-09-30T20:22:00Z")
        case .integer: .integer(isLong ? 999_999_999 : 0)
        case .list: .list(isLong ? Array(repeating: String(repeating: "mots ", count: 19) + "mots", count: 20) : ["x"])
        }
    }
}
