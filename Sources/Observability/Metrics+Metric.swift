import Metrics

extension Metric {
    /// The names of its labels with their values, which are given in the same order.
    fileprivate func dimensions(_ values: [String]) -> [(String, String)] { Array(zip(definition.labels, values)) }

    /// `# HELP` of every metric, by its name.
    package static let help = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.definition.help) })
}

extension Counter {
    /// The series of a counter with these values of its labels.
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

extension Metrics.Timer {
    /// The series of a histogram of seconds with these values of its labels.
    package convenience init(_ metric: Metric, _ values: String...) {
        self.init(label: metric.rawValue, dimensions: metric.dimensions(values))
    }
}
