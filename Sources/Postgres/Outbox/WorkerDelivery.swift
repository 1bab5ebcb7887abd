import FoundationEssentials
import Mail

/// Whom a worker writes to, as it says with its heartbeat and `facteur status` shows it.
package struct WorkerDelivery: Sendable, Hashable, Codable {
    /// `send`, `hold` or `redirect`.
    package var mode: String
    /// Where mail goes instead.
    package var redirectTo: String?
    /// Who gets mail all the same: addresses and domains, as the settings write them.
    package var allow: [String]

    package init(_ rule: DeliveryRule) {
        mode = rule.mode.word
        if case .redirect(let target) = rule.mode { redirectTo = target.text }
        allow = rule.allowed.map(\.text)
    }

    /// Reads what a worker said; nil for an older program, which sends.
    init?(json: String?) {
        guard let json, let read = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else { return nil }
        self = read
    }

    /// Whether mail goes to whom it is for, whoever that is.
    package var sendsToEverybody: Bool { mode == DeliveryRule.Mode.send.word }

    var json: String {
        let encoder = JSONEncoder()
        // The same text each time: a row is written when it has changed.
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}
