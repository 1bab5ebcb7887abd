/// The dimensions of a series, as the format allows them: names of letters, digits and underscores, each once, in order.
struct SeriesLabels: Hashable, Sendable {
    private(set) var pairs: [Pair] = []

    struct Pair: Hashable, Sendable {
        var name: String
        var value: String
    }

    init(_ dimensions: [(String, String)]) {
        for (name, value) in dimensions {
            var name = ExpositionText.labelName(name)
            // `le` is the histogram's own.
            if name == "le" { name = "_le" }
            guard !pairs.contains(where: { $0.name == name }) else { continue }
            pairs.append(Pair(name: name, value: value))
        }
        pairs.sort { $0.name < $1.name }
    }
}

/// Prometheus' text exposition format, version 0.0.4.
enum ExpositionText {
    /// The comment lines and the samples of one family, each line ended by LF.
    static func lines(name: String, family: MetricsRegistry.Family) -> String {
        var text = ""
        if let help = family.help { text += "# HELP \(name) \(escaped(help, quotes: false))\n" }
        text += "# TYPE \(name) \(family.type.rawValue)\n"
        for (labels, instrument) in family.series.sorted(by: { key($0.key) < key($1.key) }) {
            for sample in instrument.samples() {
                var pairs = labels.pairs.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
                if let bound = sample.bound { pairs.append("le=\"\(number(bound))\"") }
                let braces = pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
                text += "\(name)\(sample.suffix)\(braces) \(number(sample.value))\n"
            }
        }
        return text
    }

    /// A label of swift-metrics as a metric name, `[a-zA-Z_:][a-zA-Z0-9_:]*`: dots and hyphens become underscores.
    static func metricName(_ label: String) -> String { sanitized(label, allowed: ":") }

    /// A dimension's name as a label name, `[a-zA-Z_][a-zA-Z0-9_]*`.
    static func labelName(_ name: String) -> String { sanitized(name, allowed: nil) }

    private static func sanitized(_ text: String, allowed extra: Unicode.Scalar?) -> String {
        var name = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "_", "0"..."9": name.append(scalar)
            default: name.append(scalar == extra ? scalar : "_")
            }
        }
        if name.first.map({ "0"..."9" ~= $0 }) ?? true { name.insert("_", at: name.startIndex) }
        return String(name)
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
            case "\"" where quotes: escaped.append(contentsOf: "\\\"".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    /// A number as the format writes it: `12`, `0.25`, `+Inf`, `NaN`.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map(String.init) ?? "\(value)"
    }

    private static func key(_ labels: SeriesLabels) -> String {
        labels.pairs.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    }
}
