import CCurl
import Mail
import Platform
import Synchronization
import Transfer

/// Tells endpoints by HTTP, on threads that may wait: libcurl keeps the connection from one event to the next.
package struct EventPost: EventPoster {
    /// Of one event, in milliseconds: an endpoint takes it at once and works on it later (Standard Webhooks, "Operational considerations").
    private static let timeout = 15_000
    private static let connectTimeout = 10_000
    /// Of an answer, in bytes: nothing is read in it.
    private static let longest = 64 * 1024

    private let agent: String
    private let clock: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - agent: How requests call this program: `Facteur/1.2`.
    ///   - clock: What endpoints compare with theirs.
    package init(agent: String, clock: @escaping @Sendable () -> Timestamp) {
        self.agent = agent
        self.clock = clock
    }

    package func tell(
        _ events: [OutgoingEvent], to endpoint: EventEndpoint, until deadline: Duration
    ) async -> [EventAnswer] {
        let stop = Stop()
        let result: Result<[EventAnswer], DetachedThread.Refused> = await withTaskCancellationHandler {
            do throws(DetachedThread.Refused) {
                return .success(
                    try await DetachedThread.value { answers(to: events, endpoint, within: deadline, unless: stop) })
            } catch {
                return .failure(error)
            }
        } onCancel: {
            stop.isWanted.store(true, ordering: .relaxed)
        }
        switch result {
        case .success(let answers): return answers
        case .failure(let fault): return [.unreachable("no thread to tell it with: \(fault)")]
        }
    }

    /// Whether no further event is to be told, as a thread can see it.
    private final class Stop: Sendable {
        let isWanted = Atomic(false)
    }

    /// Connects to an endpoint, TLS and all, and says nothing there. Why that failed, in one line; nil when it did not.
    package static func connect(to endpoint: EventEndpoint) async -> String? {
        do throws(DetachedThread.Refused) {
            return try await DetachedThread.value {
                var handle: CurlHandle?
                do throws(TransferFault) {
                    let own = try EventPost(agent: "", clock: { Timestamp(microseconds: 0) }).handle(endpoint)
                    handle = own
                    try own.set(CURLOPT_CONNECT_ONLY, 1)
                    _ = try own.perform(limit: Self.longest)
                    return nil
                } catch {
                    return Self.reason(error, endpoint, handle)
                }
            }
        } catch {
            return "no thread to connect with: \(error)"
        }
    }

    private static func reason(_ fault: TransferFault, _ endpoint: EventEndpoint, _ handle: CurlHandle?) -> String {
        guard let address = handle?.addressKeptOut.flatMap({ IPAddress(bytes: $0) }) else { return fault.description }
        return
            "its name leads to \(address), which is no public address: set events.webhooks.\(endpoint.name).allowPrivate, if it "
            + "is meant to"
    }

    private func answers(
        to events: [OutgoingEvent], _ endpoint: EventEndpoint, within limit: Duration, unless stop: Stop
    ) -> [EventAnswer] {
        let clock = ContinuousClock()
        let start = clock.now
        var answers: [EventAnswer] = []
        do throws(TransferFault) {
            let handle = try handle(endpoint)
            for event in events {
                guard start.duration(to: clock.now) < limit, !stop.isWanted.load(ordering: .relaxed) else { break }
                let answer = answer(to: event, endpoint, handle)
                answers.append(answer)
                if answer != .taken { break }
            }
        } catch {
            answers.append(.unreachable(error.description))
        }
        return answers
    }

    private func handle(_ endpoint: EventEndpoint) throws(TransferFault) -> CurlHandle {
        let handle = try CurlHandle()
        try handle.set(CURLOPT_URL, endpoint.url)
        try handle.set(CURLOPT_PROTOCOLS_STR, endpoint.url.hasPrefix("http://") ? "http" : "https")
        try handle.set(CURLOPT_TIMEOUT_MS, Self.timeout)
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, Self.connectTimeout)
        try handle.set(CURLOPT_USERAGENT, agent)
        let allowPrivate = endpoint.allowPrivate
        try handle.connect { bytes in
            IPAddress(bytes: bytes).map { EndpointAddresses.admit($0, allowPrivate: allowPrivate) } ?? false
        }
        return handle
    }

    private func answer(to event: OutgoingEvent, _ endpoint: EventEndpoint, _ handle: CurlHandle) -> EventAnswer {
        do throws(TransferFault) {
            // Signed anew at each try: what is old is refused.
            let lines = endpoint.signer.headers(event, at: clock().seconds)
            try handle.setHeaders(["Content-Type: application/json", "Expect:"] + lines)
            try handle.set(CURLOPT_COPYPOSTFIELDS, event.body)
            // What it says beyond its status nobody reads.
            let answer = try handle.perform(limit: Self.longest, keepsBody: false)
            if (200..<300).contains(answer.status) { return .taken }
            return .refused(status: answer.status, retryAfter: Self.pause(in: answer.head))
        } catch {
            return .unreachable(Self.reason(error, endpoint, handle))
        }
    }

    /// Retry-After in seconds (RFC 9110 section 10.2.3); a date there is passed over.
    private static func pause(in head: [UInt8]) -> Duration? {
        for line in head.split(separator: UInt8(ascii: "\n")) {
            let parts = String(decoding: line, as: UTF8.self).split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "retry-after" else { continue }
            let text = parts[1].drop { $0.isWhitespace }.prefix { !$0.isWhitespace }
            return text.utf8.allSatisfy(\.isDigit) ? Int(text).map { .seconds($0) } : nil
        }
        return nil
    }
}
