import Webhooks

/// Connects to the endpoints of events as the worker would, and tells them nothing.
struct EndpointLook {
    let settings: Settings

    func findings() async -> [Finding] {
        await withTaskGroup(of: (Int, Finding).self) { group in
            for (index, endpoint) in EventEndpoint.all(settings).enumerated() {
                group.addTask {
                    let check = "events.webhooks.\(endpoint.name)"
                    guard let fault = await EventPost.connect(to: endpoint) else {
                        return (index, .ok(check, endpoint.origin))
                    }
                    return (index, .failing(check, .unavailable, "\(endpoint.origin): \(fault)"))
                }
            }
            return await group.reduce(into: [(Int, Finding)]()) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
