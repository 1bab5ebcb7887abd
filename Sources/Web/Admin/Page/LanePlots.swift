import Mail

/// One line for each lane.
extension Plot {
    /// How many messages wait.
    static func depth(_ frame: PlotFrame) -> Plot {
        let lines = Lane.allCases.map { lane in
            frame.samples(lane) { Double($0.waiting) }
        }
        let words = frame.overview.lastSamples.map { sample in
            "\(sample.lane.frenchName.lowercased()) \(Figures.integer(sample.waiting, upTo: QueueSurvey.most))"
        }
        return lanes(
            frame, id: "file", title: "Messages qui attendent", lines: lines,
            axis: .counts(upTo: lines.joined().compactMap { $0 }.max() ?? 0),
            summary: sentence("En ce moment", words)
        ) { Figures.integer(Int($0), upTo: QueueSurvey.most) }
    }

    /// How long the oldest of them has been waiting.
    static func age(_ frame: PlotFrame) -> Plot {
        let lines = Lane.allCases.map { lane in
            frame.samples(lane) { Double(($0.oldest ?? .zero).milliseconds) / 1000 }
        }
        let words = frame.overview.lastSamples.map { sample in
            "\(sample.lane.frenchName.lowercased()) \(sample.oldest.map(Figures.duration) ?? "aucun")"
        }
        return lanes(
            frame, id: "age", title: "Âge du plus ancien", lines: lines,
            axis: .durations(upTo: .seconds(lines.joined().compactMap { $0 }.max() ?? 0)),
            summary: sentence("En ce moment", words), text: seconds)
    }

    /// - Parameter lines: For each lane a value for each slice.
    private static func lanes(
        _ frame: PlotFrame, id: String, title: String, lines: [[Double?]], axis: Axis, summary: String,
        text: (Double) -> String
    ) -> Plot {
        var drawing = frame.drawing(axis)
        for (lane, line) in zip(Lane.allCases, lines) {
            drawing.line("line-\(lane.rawValue)", line.map { $0.map(axis.height) })
        }
        let columns = Lane.allCases.map(\.frenchName)
        func cells(_ slice: Int) -> [String] { lines.map { $0[slice].map(text) ?? "–" } }
        frame.addTips(to: &drawing, columns, cells)
        return Plot(
            id: id, title: title, summary: summary,
            keys: Lane.allCases.map { Key(name: "line-\($0.rawValue)", word: $0.frenchName) },
            svg: drawing.svg(label: HTMLText.escaped("\(title). \(summary)")), marks: axis.labels,
            moments: frame.slices.labels(frame.figures), columns: ["À partir de"] + columns, rows: frame.rows(cells))
    }

    static func sentence(_ begin: String, _ words: [String]) -> String {
        words.isEmpty ? "Rien n’a été mesuré." : "\(begin)\(French.noBreakSpace): \(words.joined(separator: ", "))."
    }

    static func seconds(_ value: Double) -> String { Figures.duration(.milliseconds(Int64(value * 1000))) }
}

extension PlotFrame {
    /// The highest value that the samples of a lane have in each slice; nil where there is none.
    fileprivate func samples(_ lane: Lane, _ value: (Overview.QueueSample) -> Double) -> [Double?] {
        var values = [Double?](repeating: nil, count: slices.count)
        for sample in overview.queue where sample.lane == lane {
            guard let slice = slices.index(of: sample.at) else { continue }
            values[slice] = max(values[slice] ?? 0, value(sample))
        }
        return values
    }
}
