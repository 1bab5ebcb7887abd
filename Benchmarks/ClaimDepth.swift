/// Whether a claim takes the longer the more messages wait: as the worker makes it, in turn on a deep and on a shallow queue of one server.
struct ClaimDepth: Measurement {
    static let name = "depth"

    private static let depth = DepthFigures(name, millions: 1)
    static let figures = depth.all

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Self.depth.measure(rounds: rounds, into: &table)
    }
}

/// The same with ten million, which take long to be put there.
struct DeepClaimDepth: Measurement {
    static let name = "depth-10m"
    static let isSlow = true

    private static let depth = DepthFigures(name, millions: 10)
    static let figures = depth.all

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Self.depth.measure(rounds: rounds, into: &table)
    }
}

/// What is told of a claim with so many millions waiting.
private struct DepthFigures {
    private let depth: Int
    private let ratio: Figure
    private let deep: Figure
    private let shallow: Figure
    private let filling: Figure

    init(_ name: String, millions: Int) {
        depth = millions * 1_000_000
        ratio = Figure(
            name: "\(name).ratio",
            what: "ms of a claim of 100 with \(millions) million waiting, to those with 10 thousand", reach: 1.5,
            beyond: 1.1, direction: .less)
        deep = Figure(name: "\(name).deep", what: "ms of a claim of 100 with \(millions) million waiting, median")
        shallow = Figure(name: "\(name).shallow", what: "the same with 10 thousand")
        filling = Figure(name: "\(name).filling", what: "seconds that it took to have \(millions) million wait")
    }

    var all: [Figure] { [ratio, deep, shallow, filling] }

    func measure(rounds: Int, into table: inout BenchTable) async throws {
        try await ClaimTrial(depth: depth).run(rounds: rounds) { result in
            table.add(result.deep / result.shallow, to: ratio)
            table.add(result.deep, to: deep)
            table.add(result.shallow, to: shallow)
            table.add(result.filling, to: filling)
        }
    }
}
