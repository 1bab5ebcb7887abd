import Mail

extension Plot {
    /// Time from when a message was first due until a relay had accepted it: of half of them, and of all but one in a hundred.
    static func latency(_ frame: PlotFrame, _ lane: Lane) -> Plot {
        let shares: [(name: String, share: Double, word: String)] = [
            ("line-half", 0.5, "La moitié en moins de"), ("line-most", 0.99, "99\u{A0}% en moins de"),
        ]
        var counts = [[Int: Int]](repeating: [:], count: frame.slices.count)
        for latency in frame.overview.latencies where latency.lane == lane {
            guard let slice = frame.slices.index(of: latency.at) else { continue }
            counts[slice][latency.bound, default: 0] += latency.count
        }
        let lines = shares.map { share in
            counts.map { LatencyScale.quantile(share.share, of: $0).map { Double($0.milliseconds) / 1000 } }
        }
        let axis = Axis.magnitudes(upTo: .seconds(lines.joined().compactMap { $0 }.max() ?? 0))
        var drawing = frame.drawing(axis)
        for (share, line) in zip(shares, lines) { drawing.line(share.name, line.map { $0.map(axis.height) }) }
        let columns = shares.map(\.word)
        func cells(_ slice: Int) -> [String] { lines.map { $0[slice].map(seconds) ?? "–" } }
        frame.addTips(to: &drawing, columns, cells)
        let lately = shares.compactMap { share in
            frame.overview.lastHourQuantile(share.share, lane).map {
                "\(share.word.lowercased()) \(Figures.duration($0))"
            }
        }
        let title = lane == .transactional ? "Délai du transactionnel" : "Délai des lettres"
        let summary = lately.isEmpty ? "Rien n’est parti depuis une heure." : sentence("Depuis une heure", lately)
        return Plot(
            id: "delai-\(lane.rawValue)", title: title, summary: summary,
            keys: shares.map { Key(name: $0.name, word: $0.share == 0.5 ? "Médiane" : "99\u{A0}%") },
            svg: drawing.svg(label: HTMLText.escaped("\(title), échelle logarithmique. \(summary)")),
            marks: axis.labels, moments: frame.slices.labels(frame.figures), columns: ["À partir de"] + columns,
            rows: frame.rows(cells))
    }
}

extension Overview {
    /// The time within which this share of the last hour's mail was accepted; nil where none was.
    func lastHourQuantile(_ share: Double, _ lane: Lane) -> Duration? {
        let begin = takenAt + .seconds(-3600)
        var counts: [Int: Int] = [:]
        for latency in latencies where latency.lane == lane && latency.at >= begin {
            counts[latency.bound, default: 0] += latency.count
        }
        return LatencyScale.quantile(share, of: counts)
    }
}
