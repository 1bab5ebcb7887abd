/// Connections on which no whole request has come yet, at the most so many: a client that opens hundreds and says nothing, or half a
/// request, must not keep readers out. Whoever is given up is the oldest of the client that has the most, so that a flood from one address
/// costs that address.
struct ArrivingRequests: Sendable {
    /// So many may wait for their request at a time.
    let limit: Int
    /// By client, the oldest first.
    private var waiting: [Client: [Int]] = [:]
    private var clients: [Int: Client] = [:]

    init(limit: Int) { self.limit = limit }

    /// How many wait.
    var count: Int { clients.count }

    /// A connection is open, or has had its answer: a request is awaited on it.
    ///
    /// - Returns: The connection to close for it; nil while there is room.
    mutating func await(_ connection: Int, of client: Client) -> Int? {
        guard clients[connection] == nil else { return nil }
        clients[connection] = client
        waiting[client, default: []].append(connection)
        guard clients.count > limit else { return nil }
        let fullest = waiting.max {
            ($0.value.count, -($0.value.first ?? 0)) < ($1.value.count, -($1.value.first ?? 0))
        }
        guard let oldest = fullest?.value.first else { return nil }
        end(oldest)
        return oldest
    }

    /// Its request is whole, or the connection is closed.
    mutating func end(_ connection: Int) {
        guard let client = clients.removeValue(forKey: connection) else { return }
        waiting[client]?.removeAll { $0 == connection }
        if waiting[client]?.isEmpty == true { waiting[client] = nil }
    }
}
