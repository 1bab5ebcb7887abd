import Synchronization

/// What was last asked for, up to so many bytes: the rest is forgotten, what nobody asked for longest first.
final class BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        var values: [Key: (value: Value, bytes: Int)] = [:]
        /// The one that was asked for longest ago in front.
        var order: [Key] = []
        var bytes = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: In bytes.
    init(limit: Int) { self.limit = limit }

    func value(for key: Key) -> Value? {
        state.withLock { state in
            guard let found = state.values[key] else { return nil }
            if state.order.last != key, let place = state.order.firstIndex(of: key) {
                state.order.remove(at: place)
                state.order.append(key)
            }
            return found.value
        }
    }

    /// - Parameter bytes: What the value weighs; one that weighs more than a quarter of all is not kept.
    func keep(_ value: Value, bytes: Int, for key: Key) {
        guard bytes <= limit / 4 else { return }
        state.withLock { state in
            if let older = state.values.updateValue((value, bytes), forKey: key) {
                state.bytes -= older.bytes
            } else {
                state.order.append(key)
            }
            state.bytes += bytes
            while state.bytes > limit, let oldest = state.order.first {
                state.order.removeFirst()
                state.bytes -= state.values.removeValue(forKey: oldest)?.bytes ?? 0
            }
        }
    }
}
