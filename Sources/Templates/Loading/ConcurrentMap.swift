import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// What `transform` makes of each element, in their order; on as many threads as there are cores, this one among them. Blocks until all are
    /// done, so it is for a start and not for a message.
    func concurrentMap<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
        let results = Mutex<[Result?]>(.init(repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { place in
            let result = transform(self[place])
            results.withLock { $0[place] = result }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
