import Mail

/// The time that plots show, cut into slices of one length, as the statistics are: from whole multiples of it since 1970.
struct Slices: Sendable {
    let begin: Timestamp
    let count: Int
    private let length: Int64

    init(now: Timestamp, span: Duration = Overview.span, slice: Duration = Overview.slice) {
        length = slice.components.seconds
        count = Int(span.components.seconds / length)
        begin = Timestamp(seconds: (now.seconds / length - Int64(count - 1)) * length)
    }

    /// The slice that a moment is in; nil outside of all.
    func index(of moment: Timestamp) -> Int? {
        let seconds = moment.seconds - begin.seconds
        guard seconds >= 0, seconds / length < count else { return nil }
        return Int(seconds / length)
    }

    func beginning(of index: Int) -> Timestamp { Timestamp(seconds: begin.seconds + Int64(index) * length) }

    /// How many minutes of a slice have passed: the last one has only begun.
    func minutes(of index: Int, now: Timestamp) -> Double {
        let passed = min(length, max(60, now.seconds - beginning(of: index).seconds))
        return Double(passed) / 60
    }

    /// What stands below a plot: moments at even distances, the last one now.
    func labels(_ figures: Figures) -> [String] {
        [0, count / 3, 2 * count / 3].map { figures.clock(beginning(of: $0)) } + ["maintenant"]
    }
}
