import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Somebody who is told of events, on a free loopback port, strict about how: POST, JSON, each header once, a body as long as it says.
/// What is not so is answered with status 400, and kept among the faults.
package final class EventReceiver: Sendable {
    /// One event as it came.
    package struct Request: Sendable, Hashable {
        package var id: String
        package var timestamp: String
        package var signature: String
        package var body: String
        /// The connection that it came by.
        package var connection: Int
    }

    /// What it says to an event.
    package struct Answer: Sendable, Hashable {
        package var status: Int
        package var headers: [String: String]

        package init(_ status: Int, headers: [String: String] = [:]) {
            self.status = status
            self.headers = headers
        }
    }

    package let port: Int
    package var url: String { "http://127.0.0.1:\(port)/events" }

    private struct State {
        var requests: [Request] = []
        var taken: [Request] = []
        var faults: [String] = []
        var connections = 0
    }

    private let state = Mutex(State())
    private let listener: any Channel

    /// Runs one for as long as the body runs.
    ///
    /// - Parameter answer: What is said to an event; `attempt` counts from 1 how often the event came.
    package static func running<Result: Sendable>(
        _ answer: @escaping @Sendable (_ request: Request, _ attempt: Int) -> Answer = { _, _ in Answer(204) },
        _ body: (EventReceiver) async throws -> Result
    ) async throws -> Result {
        let place = Place()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(EventRequestHandler(place))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let receiver = EventReceiver(listener)
        place.settle(receiver, answer)
        do {
            let result = try await body(receiver)
            try? await listener.close()
            return result
        } catch {
            try? await listener.close()
            throw error
        }
    }

    private init(_ listener: any Channel) {
        self.listener = listener
        port = listener.localAddress?.port ?? 0
    }

    /// Every event that came, the first first, whatever was said to it.
    package var requests: [Request] { state.withLock(\.requests) }
    /// Those to which it said that it has them.
    package var taken: [Request] { state.withLock(\.taken) }
    /// What was wrong with requests.
    package var faults: [String] { state.withLock(\.faults) }

    func newConnection() -> Int {
        state.withLock { state in
            state.connections += 1
            return state.connections
        }
    }

    func refuse(_ fault: String) { state.withLock { $0.faults.append(fault) } }

    func answer(_ request: Request, _ rule: @Sendable (Request, Int) -> Answer) -> Answer {
        let attempt = state.withLock { state in
            state.requests.append(request)
            return state.requests.count { $0.id == request.id }
        }
        let answer = rule(request, attempt)
        if (200..<300).contains(answer.status) { state.withLock { $0.taken.append(request) } }
        return answer
    }

    /// Where connections find the receiver, which is made after they can be.
    final class Place: Sendable {
        typealias Rule = @Sendable (Request, Int) -> Answer

        private let current = Mutex<(receiver: EventReceiver, rule: Rule)?>(nil)

        func settle(_ receiver: EventReceiver, _ rule: @escaping Rule) {
            current.withLock { $0 = (receiver, rule) }
        }

        var settled: (receiver: EventReceiver, rule: Rule)? { current.withLock(\.self) }
    }
}
