import Mail

extension Settlement {
    /// The arrays that `settle.sql` takes, an element for each settlement.
    static func values(_ settlements: [Settlement]) -> [Value] {
        let records = settlements.map(\.outcome.record)
        func milliseconds(_ timing: (Timings) -> Duration) -> Value {
            Value(array: settlements.map { Int32(clamping: timing($0.timings).wholeMicroseconds / 1000) })
        }
        return [
            Value(array: settlements.map(\.lease.message)),
            Value(array: settlements.map(\.lease.token)),
            Value(array: records.map(\.word)),
            rare(records.map { $0.delay.map { String($0.wholeMicroseconds) } }),
            rare(settlements.map { $0.parking.map { String($0.wholeMicroseconds) } }),
            rare(records.map { $0.suppresses ? "t" : nil }),
            Value(array: settlements.map { $0.code.map(String.init) }),
            Value(array: settlements.map(\.enhanced)),
            Value(array: settlements.map(\.storedReply)),
            Value(array: settlements.map(\.relay)),
            milliseconds { $0.queued }, milliseconds { $0.render }, milliseconds { $0.connect },
            milliseconds { $0.dialogue },
        ]
    }

    /// What hardly any settlement has: where none does, the server need not read an array of nothing.
    private static func rare(_ elements: [String?]) -> Value {
        elements.contains { $0 != nil } ? Value(array: elements) : "{}"
    }

    /// The arrays that `hold_back.sql` takes.
    static func heldValues(_ settlements: [Settlement]) -> [Value] {
        [
            Value(array: settlements.map(\.lease.message)), Value(array: settlements.map(\.lease.token)),
            Value(array: settlements.map(\.storedReply)),
            Value(array: settlements.map { Int32(clamping: $0.timings.queued.wholeMicroseconds / 1000) }),
        ]
    }

    /// A NUL is the one character that PostgreSQL cannot store.
    private var storedReply: String {
        reply.utf8.contains(0) ? String(reply.unicodeScalars.filter { $0 != "\0" }) : reply
    }
}
