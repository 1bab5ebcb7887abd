/// How many reports of one kind a source brought within a while.
package struct ReportCount: Sendable, Hashable {
    /// Counts go no further in all, so that a flood costs no more than this.
    package static let most = 100_000

    /// `mail`, or a provider.
    package var source: String
    package var event: Report.Event
    package var count: Int

    package init(source: String, event: Report.Event, count: Int) {
        self.source = source
        self.event = event
        self.count = count
    }
}
