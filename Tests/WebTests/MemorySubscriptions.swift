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
    private let locale: String?
    /// The reader's lists beside their subscription, by name.
    private(set) var lists: [ListPreference] = []
    /// The steps that were taken on them.
    private(set) var steps: [String] = []

    init(
        _ status: SubscriptionView.Status = .subscribed, listName: String = "La lettre du vendredi",
        locale: String? = nil, lists: [ListPreference] = []
    ) {
        self.status = status
        self.listName = listName
        self.locale = locale
        self.lists = lists
    }

    func lose() { isLost = true }
    func find() { isLost = false }

    func subscription(token: String) throws(OutboxError) -> SubscriptionView? {
        questions += 1
        try answer()
        guard token == Self.token else { return nil }
        return SubscriptionView(listName: listName, maskedAddress: "c***@exemple.test", status: status, locale: locale)
    }

    func preferences(token: String) throws(OutboxError) -> [ListPreference] {
        try answer()
        return token == Self.token ? lists : []
    }

    func change(
        _ change: ListPreference.Change, list: String, token: String
    ) throws(OutboxError) -> Bool {
        try answer()
        guard token == Self.token, let place = lists.firstIndex(where: { $0.list == list }) else { return false }
        steps.append("\(list) \(change.rawValue)")
        switch change {
        case .leave: lists[place].isSubscribed = false
        case .comeBack: lists[place].isSubscribed = true
        case .pause: lists[place].pausedUntil = Timestamp(seconds: 1_798_761_600)
        case .always, .weekly, .monthly:
            lists[place].pausedUntil = nil
            lists[place].pace = ListPreference.Pace(rawValue: change.rawValue) ?? .always
        }
        return true
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
