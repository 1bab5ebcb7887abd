/// One kind of trouble, made on purpose.
protocol Scenario: Sendable {
    /// What it is called on the command line.
    static var name: String { get }

    init()

    /// Makes the trouble and counts what came of it. Throws when the trouble itself could not be made.
    func run(_ chance: inout Chance) async throws -> [Row]
}

/// One line of the table.
struct Row: Sendable {
    /// What was done, with its numbers.
    var what: String
    /// What came of it, with its numbers.
    var counts: String
    /// What is not as it must be; nothing when all is well.
    var faults: [String]
    /// What may happen, and is to be told one by one.
    var notes: [String]
    /// Whether this machine cannot show it; `counts` says why.
    var isSkipped = false

    init(_ what: String, _ counts: String, faults: [String] = [], notes: [String] = []) {
        self.what = what
        self.counts = counts
        self.faults = faults
        self.notes = notes
    }
}

/// Chance that can be had again with its seed (SplitMix64).
struct Chance: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Collects what is not as it must be.
struct Findings {
    private(set) var faults: [String] = []

    mutating func expect(_ holds: Bool, _ fault: @autoclosure () -> String) {
        if !holds { faults.append(fault()) }
    }
}
