/// A plot's area as SVG: a hundred units high and ten wide for each slice, drawn out to whatever room there is. Words stand beside it as
/// HTML, so that they stay as large as others.
struct Drawing: Sendable {
    static let sliceWidth = 10.0
    private static let height = 100.0
    /// What is there must be seen, however little it is beside the rest.
    private static let least = 2.0

    private let slices: Int
    private var elements = ""

    init(slices: Int, lines: [Double]) {
        self.slices = slices
        for line in lines {
            let y = Self.number(Self.height * (1 - line))
            elements += "<line class=\"rule\" x1=\"0\" x2=\"\(Self.number(width))\" y1=\"\(y)\" y2=\"\(y)\"/>"
        }
    }

    private var width: Double { Double(slices) * Self.sliceWidth }

    /// One slice's bars, from the foot up.
    ///
    /// - Parameter parts: The class of each, and its height from 0 to 1.
    mutating func bars(at slice: Int, _ parts: [(name: String, height: Double)]) {
        var foot = Self.height
        for part in parts where part.height > 0 {
            let high = max(Self.least, part.height * Self.height)
            let top = max(0, foot - high)
            elements += """
                <rect class="\(part.name)" x="\(Self.number(Double(slice) * Self.sliceWidth + 1))" \
                y="\(Self.number(top))" width="\(Self.number(Self.sliceWidth - 2))" height="\(Self.number(foot - top))"/>
                """
            foot = top
        }
    }

    /// A line through the middle of the slices, broken where nothing is known.
    mutating func line(_ name: String, _ heights: [Double?]) {
        var run: [String] = []
        for slice in 0...heights.count {
            if slice < heights.count, let height = heights[slice] {
                let x = (Double(slice) + 0.5) * Self.sliceWidth
                run.append("\(Self.number(x)),\(Self.number(Self.height * (1 - height)))")
                continue
            }
            guard let only = run.first else { continue }
            // One point makes no line: it is drawn as a very short one.
            if run.count == 1 { run.append(only) }
            elements += "<polyline class=\"\(name)\" points=\"\(run.joined(separator: " "))\"/>"
            run = []
        }
    }

    /// What a pointer that rests on a slice is told.
    mutating func tip(at slice: Int, _ text: String) {
        elements += """
            <rect class="tip" x="\(Self.number(Double(slice) * Self.sliceWidth))" y="0" \
            width="\(Self.number(Self.sliceWidth))" height="\(Self.number(Self.height))"><title>\(text)</title></rect>
            """
    }

    /// - Parameter label: What it shows, in a sentence, escaped.
    func svg(label: String) -> String {
        """
        <svg role="img" aria-label="\(label)" viewBox="0 0 \(Self.number(width)) \(Self.number(Self.height))" \
        preserveAspectRatio="none">\(elements)</svg>
        """
    }

    /// With a decimal where there is one.
    private static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
