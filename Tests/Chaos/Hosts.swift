import TestServers

/// Three workers on hosts of their own, PostgreSQL on another and the relay on one more, with TLS between them. While mail of both lanes comes
/// in and goes out, cables are pulled one after the other: packets are lost, and nobody is refused anything.
struct Hosts: Scenario {
    static let name = "hosts"

    static let workers = ["worker1", "worker2", "worker3"]
    static let database = "database"
    static let relay = "relay"

    func run(_ chance: inout Chance) async throws -> [Row] {
        let cuts = LinkCut.plan(&chance)
        do {
            return try await HostNetwork.with(Self.workers + [Self.database, Self.relay]) { network in
                try await Stage.with { stage in
                    try await HostedPostgres.with(stage, on: network.host(Self.database)) { postgres in
                        try await HostRelay.with(on: network.host(Self.relay)) { relay in
                            try await HostTrial(network: network, relay: relay, postgres: postgres).outcome(of: cuts)
                                .rows
                        }
                    }
                }
            }
        } catch let error as HostNetwork.Unavailable {
            var row = Row("workers on hosts of their own", "not tried: \(error)")
            row.isSkipped = true
            return [row]
        }
    }
}
