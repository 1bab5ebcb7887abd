import Mail

extension Plot {
    /// Mail a minute by what came of it.
    static func flow(_ frame: PlotFrame) -> Plot {
        // Trouble stands at the foot, where its course is seen best.
        let ends: [OutcomeClass] = [.failed, .inDoubt, .deferred, .sent, .dropped]
        var counts = [OutcomeClass: [Double]]()
        for end in ends { counts[end] = Array(repeating: 0, count: frame.slices.count) }
        for flow in frame.overview.flow {
            guard let slice = frame.slices.index(of: flow.at) else { continue }
            let minutes = frame.slices.minutes(of: slice, now: frame.overview.takenAt)
            counts[flow.end]?[slice] += Double(flow.count) / minutes
        }
        func value(_ end: OutcomeClass, _ slice: Int) -> Double { counts[end]?[slice] ?? 0 }
        let highest = (0..<frame.slices.count).map { slice in ends.reduce(0) { $0 + value($1, slice) } }.max() ?? 0
        let axis = Axis.counts(upTo: highest)
        var drawing = frame.drawing(axis)
        for slice in 0..<frame.slices.count {
            drawing.bars(at: slice, ends.map { ("fill-\($0.rawValue)", axis.height(value($0, slice))) })
        }
        let shown = OutcomeClass.shown
        let columns = shown.map(\.frenchName)
        func cells(_ slice: Int) -> [String] { shown.map { Figures.decimal(value($0, slice)) } }
        frame.addTips(to: &drawing, columns, cells)
        let overview = frame.overview
        let summary =
            "Depuis une heure\(French.noBreakSpace): "
            + shown.filter { overview.lastHour($0) > 0 || $0 == .sent }
            .map { $0.counted(overview.lastHour($0)) }.joined(separator: ", ")
            + "."
        return Plot(
            id: "flux", title: "Courrier par minute", summary: summary,
            keys: shown.map { Key(name: "fill-\($0.rawValue)", word: $0.frenchName) },
            svg: drawing.svg(label: HTMLText.escaped("Courrier par minute. \(summary)")), marks: axis.labels,
            moments: frame.slices.labels(frame.figures), columns: ["À partir de"] + columns.map { "\($0) par minute" },
            rows: frame.rows(cells))
    }
}
