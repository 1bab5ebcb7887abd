import Synchronization

/// A key in a file that another process may replace while mail is signed. A good key is kept until there is another good one.
package final class DKIMKeyFile: Sendable {
    /// What became of the file, told once each.
    package enum News: Sendable, Hashable {
        /// Another key is in force.
        case replaced
        /// The file is broken or gone, and the key in force stays.
        case broken(SigningKeyFault)
    }

    /// How long a look at the file is good for.
    private static let patience: Duration = .seconds(1)

    private struct State {
        var key: SigningKey
        /// Of the file as it was read last, whatever it held.
        var stamp: FileStamp?
        var nextLook: ContinuousClock.Instant
    }

    private let path: String
    private let read: @Sendable () throws(SigningKeyFault) -> String
    private let tell: @Sendable (News) -> Void
    private let state: Mutex<State>

    /// Reads the key, which must be a good one.
    ///
    /// - Parameters:
    ///   - path: The file that is looked at for changes.
    ///   - moment: Now.
    ///   - read: Reads the file's text.
    ///   - tell: Hears what becomes of the file later, on the thread that signs.
    package init(
        path: String, at moment: ContinuousClock.Instant = .now,
        read: @escaping @Sendable () throws(SigningKeyFault) -> String, tell: @escaping @Sendable (News) -> Void
    ) throws(SigningKeyFault) {
        self.path = path
        self.read = read
        self.tell = tell
        // Before the file is read: a change meanwhile will be seen.
        let stamp = FileStamp(path: path)
        let key = try SigningKey(pem: try read())
        state = Mutex(State(key: key, stamp: stamp, nextLook: moment + Self.patience))
    }

    /// The key, after a look at the file where the last one was a second ago.
    package func key(at moment: ContinuousClock.Instant = .now) -> SigningKey {
        let known: (key: SigningKey, stamp: FileStamp?)? = state.withLock { state in
            guard moment >= state.nextLook else { return nil }
            // Whoever signs meanwhile signs with the key as it was.
            state.nextLook = moment + Self.patience
            return (state.key, state.stamp)
        }
        guard let known else { return state.withLock(\.key) }
        let stamp = FileStamp(path: path)
        if stamp != known.stamp { readAgain(stamp, known.key) }
        return state.withLock(\.key)
    }

    private func readAgain(_ stamp: FileStamp?, _ old: SigningKey) {
        do throws(SigningKeyFault) {
            let new = try SigningKey(pem: try read())
            state.withLock { state in
                state.stamp = stamp
                state.key = new
            }
            if new.publicKey != old.publicKey { tell(.replaced) }
        } catch {
            state.withLock { $0.stamp = stamp }
            tell(.broken(error))
        }
    }
}
