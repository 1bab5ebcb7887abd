import Mail

extension DeliveryRule {
    /// Whom mail goes to as the settings have it. Redirected to nobody it is held: the reader of the settings has refused that already.
    init(_ settings: Settings) {
        let target = settings[Keys.Delivery.redirectTo].flatMap { try? EmailAddress($0) }
        let mode: Mode =
            switch settings[Keys.Delivery.mode] {
            case .send: .send
            case .hold: .hold
            case .redirect: target.map { .redirect(to: $0) } ?? .hold
            }
        self.init(mode, allowed: settings[Keys.Delivery.allow] ?? [])
    }

    /// In a sentence, what this is for whoever took it for production's; nil for production's.
    var notice: String? {
        let exception = allowed.isEmpty ? "" : ", but for \(allowed.map(\.text).joined(separator: ", "))"
        return switch mode {
        case .send: nil
        case .hold: "delivery.mode is hold: no mail leaves\(exception)"
        case .redirect(let target): "delivery.mode is redirect: all mail goes to \(target.text)\(exception)"
        }
    }
}

extension DeliveryRule {
    /// The same for the operator's page, which speaks French.
    var banner: String? {
        let exception = allowed.isEmpty ? "" : ", sauf pour \(allowed.map(\.text).joined(separator: ", "))"
        return switch mode {
        case .send: nil
        case .hold: "Préproduction\u{00A0}: aucun message ne part\(exception)."
        case .redirect(let target): "Préproduction\u{00A0}: tous les messages vont à \(target.text)\(exception)."
        }
    }
}
