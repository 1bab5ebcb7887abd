/// One figure of the table: what it says, and what it should be.
struct Figure: Sendable {
    /// Of which side of `reach` the good figures are.
    enum Direction: Sendable { case more, less }

    let name: String
    let what: String
    /// The figure that must be reached, and the one that would be better still; nil for one that only explains another.
    var reach: Double?
    var beyond: Double?
    var direction = Direction.more

    /// Whether a median is good enough; nil where nothing was asked.
    func isReached(_ median: Double) -> Bool? {
        reach.map { direction == .more ? median >= $0 : median <= $0 }
    }
}

/// What rounds came to.
struct Rounds: Sendable {
    private(set) var values: [Double] = []

    mutating func add(_ value: Double) { values.append(value) }

    /// The middle one; of an even number the lower of the two in the middle.
    var median: Double { values.sorted()[max(values.count - 1, 0) / 2] }
    var range: ClosedRange<Double> { (values.min() ?? 0)...(values.max() ?? 0) }
}
