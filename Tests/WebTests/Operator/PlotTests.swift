import Mail
import Testing

@testable import Web

@Suite("Plots")
struct PlotTests {
    @Test(
        "An axis ends with a round number that leaves no value out",
        arguments: [
            (0.0, ["2", "1", "0"]), (2.0, ["2", "1", "0"]), (2.1, ["4", "2", "0"]), (10.0, ["10", "5", "0"]),
            (11.0, ["20", "10", "0"]),
            (850.0, ["1\u{202F}000", "500", "0"]), (70_001.0, ["80\u{202F}000", "40\u{202F}000", "0"]),
        ])
    func counts(most: Double, labels: [String]) {
        let axis = Axis.counts(upTo: most)
        #expect(axis.labels == labels)
        #expect(axis.height(most) <= 1)
    }

    @Test(
        "Lengths of time end with one that people say",
        arguments: [
            (0, ["10~s", "5~s", "0"]), (45, ["1~min", "30~s", "0"]), (900, ["20~min", "10~min", "0"]),
            (5_000, ["2~h", "1~h", "0"]), (2_000_000, ["23~j 3~h", "11~j 13~h", "0"]),
        ])
    func durations(seconds: Int, labels: [String]) {
        #expect(Axis.durations(upTo: .seconds(seconds)).labels == labels.map { $0.replacing("~", with: "\u{A0}") })
    }

    @Test(
        "Magnitudes: a tenth of a second at the foot, and each mark as far from the last one",
        arguments: [
            (0.05, 0.0), (0.1, 0.0), (1.0, 0.5), (10.0, 1.0), (0.316, 0.25), (99.0, 1.0),
        ])
    func magnitudes(value: Double, height: Double) {
        let axis = Axis.magnitudes(upTo: .seconds(3))
        #expect(axis.labels == ["10\u{A0}s", "1\u{A0}s", "0,1\u{A0}s"])
        #expect(abs(axis.height(value) - height) < 0.001)
    }

    @Test("A moment is in the slice that began last before it")
    func slices() {
        let slices = Slices(now: Timestamp(seconds: 100_060), span: .seconds(900), slice: .seconds(300))
        #expect(slices.count == 3)
        #expect(slices.begin == Timestamp(seconds: 99_300))
        #expect(
            [99_299, 99_300, 99_599, 99_600, 100_199, 100_200].map { slices.index(of: Timestamp(seconds: $0)) }
                == [nil, 0, 0, 1, 2, nil])
        // The last one has only begun.
        #expect(slices.minutes(of: 2, now: Timestamp(seconds: 100_060)) == 160.0 / 60)
        #expect(slices.minutes(of: 0, now: Timestamp(seconds: 100_060)) == 5)
    }

    @Test("Bars stand on each other, and what is there is seen however little it is")
    func bars() {
        var drawing = Drawing(slices: 2, lines: [0.5])
        drawing.bars(at: 1, [("fill-failed", 0.001), ("fill-deferred", 0), ("fill-sent", 0.5)])
        #expect(
            drawing.svg(label: "a") == """
                <svg role="img" aria-label="a" viewBox="0 0 20 100" preserveAspectRatio="none">\
                <line class="rule" x1="0" x2="20" y1="50" y2="50"/>\
                <rect class="fill-failed" x="11" y="98" width="8" height="2"/>\
                <rect class="fill-sent" x="11" y="48" width="8" height="50"/></svg>
                """)
    }

    @Test("A line breaks where nothing is known, and a point alone is drawn")
    func line() {
        var drawing = Drawing(slices: 5, lines: [])
        drawing.line("line-bulk", [0, 0.255, nil, 1, nil])
        #expect(
            drawing.svg(label: "a") == """
                <svg role="img" aria-label="a" viewBox="0 0 50 100" preserveAspectRatio="none">\
                <polyline class="line-bulk" points="5,100 15,74.5"/><polyline class="line-bulk" points="35,0 35,0"/></svg>
                """)
    }

    @Test("A plot's table has a row for each slice, with the figures that are drawn")
    func table() throws {
        var overview = Overview(takenAt: Timestamp(seconds: 1_795_960_000))
        let slices = Slices(now: overview.takenAt)
        overview.flow = [
            .init(at: slices.beginning(of: 70), lane: .bulk, end: .sent, count: 50),
            .init(at: slices.beginning(of: 70), lane: .transactional, end: .sent, count: 10),
            .init(at: slices.beginning(of: 70), lane: .bulk, end: .failed, count: 1),
            .init(at: slices.begin + .seconds(-1), lane: .bulk, end: .sent, count: 900),
        ]
        let plot = Plot.flow(PlotFrame(overview))
        #expect(plot.rows.count == slices.count)
        #expect(plot.rows.allSatisfy { $0.count == plot.columns.count })
        #expect(plot.rows[1].dropFirst() == ["12", "0", "0,2", "0", "0"])
        #expect(plot.svg.ranges(of: "class=\"tip\"").count == slices.count)
        #expect(plot.summary == "Depuis une heure\u{A0}: 60\u{A0}remis, 1\u{A0}échoué.")
    }

    @Test("Of a slice the highest sample is shown, and none where none was taken")
    func samples() {
        var overview = Overview(takenAt: Timestamp(seconds: 1_795_960_000))
        let slices = Slices(now: overview.takenAt)
        overview.queue = [3, 9, 4].enumerated().map { index, waiting in
            .init(at: slices.beginning(of: 10) + .seconds(60 * index), lane: .bulk, waiting: waiting)
        }
        let rows = Plot.depth(PlotFrame(overview)).rows.reversed().map { $0[2] }
        #expect(rows[10] == "9")
        #expect(rows.count { $0 == "–" } == slices.count - 1)
    }
}
