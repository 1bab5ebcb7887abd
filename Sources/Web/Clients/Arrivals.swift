import NIOCore
import Synchronization

/// The connections of one listener on which a request is awaited; gives one up where they become too many.
final class Arrivals: Sendable {
    private struct State {
        var requests: ArrivingRequests
        var channels: [Int: any Channel] = [:]
        var next = 0
    }

    private let state: Mutex<State>

    init(limit: Int) { state = Mutex(State(requests: ArrivingRequests(limit: limit))) }

    /// A number for a new connection.
    func number() -> Int {
        state.withLock { state in
            state.next += 1
            return state.next
        }
    }

    /// A request is awaited on this connection.
    func await(_ connection: Int, on channel: any Channel, of client: Client) {
        let given: (any Channel)? = state.withLock { state in
            state.channels[connection] = channel
            return state.requests.await(connection, of: client).flatMap { state.channels.removeValue(forKey: $0) }
        }
        given?.close(promise: nil)
    }

    /// Its request is whole, or it is closed.
    func end(_ connection: Int) {
        state.withLock { state in
            state.requests.end(connection)
            state.channels[connection] = nil
        }
    }
}
