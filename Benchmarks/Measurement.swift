/// Something that is measured in rounds, each beside a yardstick where there is one: both meet the same machine in the same minutes.
protocol Measurement: Sendable {
    /// What it is called on the command line.
    static var name: String { get }
    /// What it measures, in the order of the table.
    static var figures: [Figure] { get }
    /// Whether it takes so long that it runs only when it is named.
    static var isSlow: Bool { get }

    init()

    /// Measures, and hands each round's figures to the table. Throws when there was nothing to measure.
    func run(rounds: Int, into table: inout BenchTable) async throws
}

extension Measurement {
    static var isSlow: Bool { false }
}
