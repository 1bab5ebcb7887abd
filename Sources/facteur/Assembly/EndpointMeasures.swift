import Metrics
import Observability
import Webhooks

/// Counts what an endpoint of events takes.
struct EndpointMeasures: Sendable {
    private let told, failures: Counter
    private let isUp: Gauge

    init(_ endpoint: String) {
        told = Counter(.eventsTold, endpoint)
        failures = Counter(.eventFailures, endpoint)
        isUp = Gauge(.endpointUp, endpoint)
    }

    func record(_ notice: EventDelivery.Notice) {
        switch notice {
        case .told(let count):
            told.increment(by: count)
            isUp.record(1)
        case .skipped: failures.increment()
        case .failed:
            failures.increment()
            isUp.record(0)
        case .back: isUp.record(1)
        case .storeFault: break
        }
    }
}
