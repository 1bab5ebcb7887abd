import CoreMetrics
import Observability
import Webhooks

/// Counts providers' requests by what they were answered.
struct WebhookMeasures: Sendable {
    private enum Result: String, CaseIterable {
        case taken, refused, unavailable
    }

    /// Whatever a stranger writes into the path is one provider.
    private static let stranger = "unknown"

    private let counters: [String: [Result: Counter]]

    /// - Parameter providers: Those that have a secret.
    init(_ providers: [String]) {
        counters = Dictionary(
            uniqueKeysWithValues: Set(providers + [Self.stranger]).map { provider in
                (
                    provider,
                    Dictionary(
                        uniqueKeysWithValues: Result.allCases.map {
                            ($0, Counter(.webhooks, provider, $0.rawValue))
                        })
                )
            })
    }

    func record(_ answer: WebhookAnswer, _ provider: String) {
        let result: Result =
            switch answer {
            case .taken: .taken
            case .unavailable: .unavailable
            case .unknownProvider, .unproven, .malformed, .tooLarge, .wrongMethod: .refused
            }
        (counters[provider] ?? counters[Self.stranger])?[result]?.increment()
    }
}
