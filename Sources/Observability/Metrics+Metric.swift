import Metrics

extension Metric {
    /// The names of its labels with their values, which are given in the same order.
    fileprivate func dimensions(_ values: [String]) -> [(String, String)] { Array(zip(definition.labels, values)) }

    /// `# HELP` of every metric, by its name.
    package static let help = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.definition.help) })

    /// The buckets of those histograms that have their own, by the metric's name.
    package static let buckets = allCases.reduce(into: [String: [Double]]()) {
        $0[$1.rawValue] = $1.definition.buckets
    }
}

extension Counter {
    /// The series of a counter with these values of its labels.
    package convenience init(_ metric: Metric, _ values: String...) {
        self.init(label: metric.rawValue, dimensions: metric.dimensions(values))
    }
}

extension FloatingPointCounter {
    /// The series of a counter of parts with these values of its labels.
    package convenience init(_ metric: Metric, _ values: String...) {
        self.init(label: metric.rawValue, dimensions: metric.dimensions(values))
    }
}

extension Gauge {
    /// The series of a gauge with these values of its labels.
    package convenience init(_ metric: Metric, _ values: String...) {
        self.init(label: metric.rawValue, dimensions: metric.dimensions(values))
    }
}

extension Meter {
    /// The series of a gauge that goes up and down by steps, with these values of its labels.
    package convenience init(_ metric: Metric, _ values: String...) {
        self.init(label: metric.rawValue, dimensions: metric.dimensions(values))
    }
}

extension Metrics.Timer {
    /// The series of a histogram of seconds with these values of its labels.
    package convenience init(_ metric: Metric, _ values: String...) {
        self.init(label: metric.rawValue, dimensions: metric.dimensions(values))
    }
}
