import Mail

extension Outcome {
    /// Each outcome once, for tests that hold other lists to this one.
    package static var each: [Outcome] { Array(sequence(first: Outcome.sent) { $0.next }) }

    /// One after the other, so that the compiler asks for a new one here.
    private var next: Outcome? {
        switch self {
        case .sent: .failed(suppress: false)
        case .failed: .expired
        case .expired: .superseded
        case .superseded: .suppressed
        case .suppressed: .cancelled
        case .cancelled: .deferred(delay: .seconds(60))
        case .deferred: .postponed(delay: .seconds(60))
        case .postponed: .inDoubt
        case .inDoubt: .resend(delay: .seconds(60))
        case .resend: .held
        case .held: .released
        case .released: nil
        }
    }
}
