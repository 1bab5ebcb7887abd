import Mail

extension Settlement {
    /// The arrays that `settle.sql` takes, an element for each settlement.
    static func values(_ settlements: [Settlement]) -> [Value] {
        let stored = settlements.map { $0.outcome.stored }
        func milliseconds(_ timing: KeyPath<Timings, Duration>) -> Value {
            Value(array: settlements.map { Int32(clamping: $0.timings[keyPath: timing].wholeMicroseconds / 1000) })
        }
        return [
            Value(array: settlements.map(\.lease.message)),
            Value(array: settlements.map(\.lease.token)),
            Value(array: stored.map(\.word)),
            Value(array: stored.map { $0.delay.map { String($0.wholeMicroseconds) } }),
            Value(array: settlements.map { $0.parking.map { String($0.wholeMicroseconds) } }),
            Value(array: stored.map { $0.suppress ? "t" : "f" }),
            Value(array: settlements.map { $0.code.map(String.init) }),
            Value(array: settlements.map(\.enhanced)),
            // A NUL is the one character that PostgreSQL cannot store.
            Value(array: settlements.map { String($0.reply.unicodeScalars.filter { $0 != "\0" }) }),
            Value(array: settlements.map(\.relay)),
            milliseconds(\.queued), milliseconds(\.render), milliseconds(\.connect), milliseconds(\.dialogue),
        ]
    }
}

extension Outcome {
    /// The word that `facteur.settle` knows, the wait before the next attempt, and whether the address is dead.
    var stored: (word: String, delay: Duration?, suppress: Bool) {
        switch self {
        case .sent: ("sent", nil, false)
        case .deferred(let delay): ("deferred", delay, false)
        case .postponed(let delay): ("postponed", delay, false)
        case .resend(let delay): ("resend", delay, false)
        case .failed(let suppress): ("failed", nil, suppress)
        case .expired: ("expired", nil, false)
        case .superseded: ("superseded", nil, false)
        case .suppressed: ("suppressed", nil, false)
        case .cancelled: ("cancelled", nil, false)
        case .inDoubt: ("in_doubt", nil, false)
        case .released: ("released", nil, false)
        }
    }
}
