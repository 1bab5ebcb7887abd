import Mail

/// Subscriptions in memory, which can be lost and count what was done to them.
actor MemorySubscriptions: Subscriptions {
    static let token = "k3Jq0Zr8vT-w_5NnB2yPdA"

    private(set) var status: SubscriptionView.Status
    var isActive: Bool { status == .subscribed }
    private(set) var changes = 0
    private(set) var questions = 0
    private var isLost = false
    private let listName: String

    init(_ status: SubscriptionView.Status = .subscribed, listName: String = "La lettre du vendredi") {
        self.status = status
        self.listName = listName
    }

    func lose() { isLost = true }
    func find() { isLost = false }

    func subscription(token: String) throws(OutboxError) -> SubscriptionView? {
        questions += 1
        try answer()
        guard token == Self.token else { return nil }
        return SubscriptionView(listName: listName, maskedAddress: "c***@exemple.test", status: status)
    }

    func unsubscribe(token: String) throws(OutboxError) -> Bool { try set(.unsubscribed, token) }
    func resubscribe(token: String) throws(OutboxError) -> Bool {
        status == .unsubscribed ? try set(.subscribed, token) : false
    }
    func confirm(token: String) throws(OutboxError) -> Bool {
        try answer()
        return status == .pending ? try set(.subscribed, token) : false
    }

    private func set(_ new: SubscriptionView.Status, _ token: String) throws(OutboxError) -> Bool {
        try answer()
        guard token == Self.token, status != new else { return false }
        status = new
        changes += 1
        return true
    }

    private func answer() throws(OutboxError) {
        if isLost { throw .unavailable("the database at 127.0.0.1:5432 refuses connections: start it") }
    }
}
