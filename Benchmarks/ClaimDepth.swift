import Mail
import Postgres
import TestServers

/// Whether a claim takes the longer the more messages wait: as the worker makes it, in turn on a deep and on a shallow queue of one server.
struct ClaimDepth: Measurement {
    static let name = "depth"

    private static let ratio = Figure(
        name: "depth.ratio", what: "ms of a claim of 100 with 3 million waiting, to those with 10 thousand", reach: 1.5,
        beyond: 1.1, direction: .less)
    private static let deep = Figure(name: "depth.deep", what: "ms of a claim of 100 with 3 million waiting, median")
    private static let shallow = Figure(name: "depth.shallow", what: "the same with 10 thousand")
    private static let filling = Figure(name: "depth.filling", what: "seconds that it took to have 3 million wait")
    static let figures = [ratio, deep, shallow, filling]

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await ClaimTrial(depth: 3_000_000).run(rounds: rounds) { result in
            table.add(result.deep / result.shallow, to: Self.ratio)
            table.add(result.deep, to: Self.deep)
            table.add(result.shallow, to: Self.shallow)
            table.add(result.filling, to: Self.filling)
        }
    }
}

/// The same with ten million, which take long to be put there.
struct DeepClaimDepth: Measurement {
    static let name = "depth-10m"
    static let isSlow = true

    private static let ratio = Figure(
        name: "depth-10m.ratio", what: "ms of a claim of 100 with 10 million waiting, to those with 10 thousand",
        reach: 1.5, beyond: 1.1, direction: .less)
    private static let deep = Figure(
        name: "depth-10m.deep", what: "ms of a claim of 100 with 10 million waiting, median")
    private static let shallow = Figure(name: "depth-10m.shallow", what: "the same with 10 thousand")
    private static let filling = Figure(name: "depth-10m.filling", what: "seconds that it took to have 10 million wait")
    static let figures = [ratio, deep, shallow, filling]

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await ClaimTrial(depth: 10_000_000).run(rounds: rounds) { result in
            table.add(result.deep / result.shallow, to: Self.ratio)
            table.add(result.deep, to: Self.deep)
            table.add(result.shallow, to: Self.shallow)
            table.add(result.filling, to: Self.filling)
        }
    }
}
