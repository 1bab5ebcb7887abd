/// Which relays a message may go by: those that name its kind; where none does those that name its lane; where none does that either
/// those that name nothing. The others are no way out for it, not even in an outage: who keeps newsletters apart from
/// resets means it. Pure.
package struct RelayRoutes: Sendable {
    /// Relays that serve the same, by their number in the order given.
    package struct Route: Sendable, Hashable {
        /// Its place in `all`.
        package let number: Int
        package let relays: [Int]
    }

    package private(set) var all: [Route] = []
    private var byKind: [String: Route] = [:]
    private var byLane: [Lane: Route] = [:]
    /// The routes by which some message of a lane may go.
    private var ofLane: [Lane: [Route]] = [:]

    /// - Parameters:
    ///   - services: What each relay serves; nothing where it serves all that no other one names.
    ///   - lanes: The lanes of the kinds that are named; one that is not here may be of either.
    package init(_ services: [Set<RelayService>], lanes: [String: Lane] = [:]) {
        var routes: [[Int]: Route] = [:]
        func route(of relays: [Int]) -> Route? {
            guard !relays.isEmpty else { return nil }
            if let known = routes[relays] { return known }
            let route = Route(number: all.count, relays: relays)
            routes[relays] = route
            all.append(route)
            return route
        }
        func relays(_ isMeant: (Set<RelayService>) -> Bool) -> [Int] {
            services.indices.filter { isMeant(services[$0]) }
        }
        for lane in Lane.allCases {
            byLane[lane] = route(of: relays { $0.contains(.lane(lane)) }) ?? route(of: relays(\.isEmpty))
            ofLane[lane] = byLane[lane].map { [$0] } ?? []
        }
        for case .kind(let kind) in services.reduce(into: Set<RelayService>(), { $0.formUnion($1) }).sorted() {
            let route = route(of: relays { $0.contains(.kind(kind)) })
            byKind[kind] = route
            for lane in lanes[kind].map({ [$0] }) ?? Lane.allCases {
                if let route, ofLane[lane]?.contains(route) != true { ofLane[lane, default: []].append(route) }
            }
        }
    }

    /// By which a message goes; nil where no relay serves it.
    package func route(of kind: String, in lane: Lane) -> Route? {
        // Nearly everybody names no kind.
        if !byKind.isEmpty, let route = byKind[kind] { return route }
        return byLane[lane]
    }

    /// The routes by which some message of a lane may go.
    package func routes(of lane: Lane) -> [Route] { ofLane[lane] ?? [] }

    /// The lanes of which a relay takes some message.
    package func lanes(of relay: Int) -> Set<Lane> {
        Set(Lane.allCases.filter { lane in routes(of: lane).contains { $0.relays.contains(relay) } })
    }

    /// The kinds that no relay serves, in their order.
    package func unserved(_ kinds: [(name: String, lane: Lane)]) -> [(name: String, lane: Lane)] {
        kinds.filter { route(of: $0.name, in: $0.lane) == nil }
    }
}

extension RelayService: Comparable {
    /// Lanes first, kinds by the alphabet: so that the same settings give the same routes.
    package static func < (left: RelayService, right: RelayService) -> Bool {
        switch (left, right) {
        case (.lane(let left), .lane(let right)): left.rawValue < right.rawValue
        case (.kind(let left), .kind(let right)): left < right
        case (.lane, .kind): true
        case (.kind, .lane): false
        }
    }
}
