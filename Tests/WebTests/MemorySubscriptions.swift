import Mail

/// Subscriptions in memory, which can be lost and count what was done to them.
actor MemorySubscriptions: Subscriptions {
    static let token = "k3Jq0Zr8vT-w_5NnB2yPdA"

    private(set) var isActive: Bool
    private(set) var changes = 0
    private(set) var questions = 0
    private var isLost = false
    private let listName: String

    init(isActive: Bool = true, listName: String = "La lettre du vendredi") {
        self.isActive = isActive
        self.listName = listName
    }

    func lose() { isLost = true }
    func find() { isLost = false }

    func subscription(token: String) throws(OutboxError) -> SubscriptionView? {
        questions += 1
        try answer()
        guard token == Self.token else { return nil }
        return SubscriptionView(listName: listName, maskedAddress: "c***@exemple.test", isActive: isActive)
    }

    func unsubscribe(token: String) throws(OutboxError) -> Bool { try set(false, token) }
    func resubscribe(token: String) throws(OutboxError) -> Bool { try set(true, token) }

    private func set(_ active: Bool, _ token: String) throws(OutboxError) -> Bool {
        try answer()
        guard token == Self.token, isActive != active else { return false }
        isActive = active
        changes += 1
        return true
    }

    private func answer() throws(OutboxError) {
        if isLost { throw .unavailable("the database at 127.0.0.1:5432 refuses connections: start it") }
    }
}
