import Synchronization

/// When systemd hears READY=1: once the worker runs and tries. Its settings and templates are in order, whoever asks for its health is
/// answered, and the database has answered or failed for the first time. What is missing stands in STATUS= and `/readyz` from then on;
/// a start that waited for a database which is away would hang, and everything that is ordered after it.
final class StartNotice: Sendable {
    /// What must have happened.
    enum Step: Sendable, CaseIterable { case isListening, hasTried }

    private let missing = Mutex(Set(Step.allCases))
    private let notify: @Sendable () -> Void

    /// `notify` is called once.
    init(notify: @escaping @Sendable () -> Void) { self.notify = notify }

    /// Tells that a step was done; again changes nothing.
    func done(_ step: Step) {
        let isComplete = missing.withLock { missing in
            missing.remove(step) != nil && missing.isEmpty
        }
        if isComplete { notify() }
    }
}
