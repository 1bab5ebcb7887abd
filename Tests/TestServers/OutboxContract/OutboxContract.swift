import Mail

/// An outbox of its own for each rule, with what only a test may do to it.
package protocol OutboxBench: Sendable {
    /// A worker that is registered, and whose answers can be lost.
    func worker() async throws -> any Outbox
    /// A message without fault; what waits with the same key is replaced.
    func enqueue(_ lane: Lane, expiresIn: Duration?, supersedeKey: String?) async throws -> MessageID
    /// An issue for so many readers.
    func createIssue(readers: Int) async throws -> MessageID
    /// Stops or lets go a lane or an issue, as an operator does.
    func pause(_ name: String) async throws
    func resume(_ name: String) async throws
    /// The worker claims one message, and never reads the answer.
    func claimInVain(_ lane: Lane, by worker: any Outbox) async throws
    /// The message's state, in the contract's words.
    func state(of message: MessageID) async throws -> String?
    /// Lets time pass for all that is stored, and at once.
    func advance(by time: Duration) async throws
}

extension OutboxBench {
    package func enqueue(_ lane: Lane = .transactional) async throws -> MessageID {
        try await enqueue(lane, expiresIn: nil, supersedeKey: nil)
    }
}

/// What any outbox must do, whatever it is made of: a rule a line, checked on a bench of its own.
package struct OutboxRule: Sendable, CustomStringConvertible {
    package let description: String
    package let check: @Sendable (any OutboxBench) async throws -> Void

    init(_ description: String, _ check: @escaping @Sendable (any OutboxBench) async throws -> Void) {
        self.description = description
        self.check = check
    }

    package static let all = claims + lives + settlements + issues

    /// A rule was broken.
    package struct Breach: Error, CustomStringConvertible {
        package let description: String
    }
}

/// Throws unless both are the same.
func expect<Value: Equatable>(_ what: String, _ found: Value, is wanted: Value) throws {
    guard found != wanted else { return }
    throw OutboxRule.Breach(description: "\(what): \(found) instead of \(wanted)")
}

/// The one element there must be.
func one<Element>(_ elements: [Element]) throws -> Element {
    guard let element = elements.first, elements.count == 1 else {
        throw OutboxRule.Breach(description: "\(elements.count) instead of one: \(elements)")
    }
    return element
}

extension Settlement {
    init(_ claimed: Claimed, _ outcome: Outcome) {
        self.init(lease: claimed.lease, outcome: outcome, reply: "as the rule has it", timings: Timings())
    }
}

extension Outbox {
    /// Promotes all that is due.
    func promoteAll() async throws(OutboxError) {
        for lane in Lane.allCases { while try await promoteDue(lane) == .zero {} }
        while try await expandIssues() == .zero {}
    }

    /// Says that it lives through a stretch of time, long enough to be believed about others.
    func live(_ time: Duration, on bench: any OutboxBench) async throws {
        let step = Duration.seconds(5)
        for _ in 0..<Int(time / step) {
            try await bench.advance(by: step)
            try await heartbeat(wantsWakeUps: false)
        }
    }
}
