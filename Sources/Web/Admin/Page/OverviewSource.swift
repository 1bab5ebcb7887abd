import Mail
import Synchronization

/// What a look at the database came to.
struct OverviewLook: Sendable {
    /// The last that is known; nil where the database has never answered.
    var overview: Overview?
    /// Why it is not of now, in one line; nil while it is.
    var fault: String?
}

/// Asks the database how mail goes, once for all who look at the same time, and remembers its last answer: a page that has nothing new
/// shows what was, and says so.
actor OverviewSource {
    typealias Read = @Sendable () async throws(OutboxError) -> Overview

    /// So long an answer is new.
    private static let freshness = Duration.seconds(2)

    private let read: Read
    private var last: (overview: Overview, at: ContinuousClock.Instant)?
    private var reading: Task<OverviewLook, Never>?

    init(_ read: @escaping Read) { self.read = read }

    /// - Parameter isAway: Whether the process knows that the database does not answer: then nobody is kept waiting.
    func look(isAway: Bool) async -> OverviewLook {
        if isAway { return OverviewLook(overview: last?.overview, fault: "database: does not answer") }
        if let last, last.at.duration(to: .now) < Self.freshness { return OverviewLook(overview: last.overview) }
        if let reading { return await reading.value }
        let reading = Task { await self.readAnew() }
        self.reading = reading
        return await reading.value
    }

    private func readAnew() async -> OverviewLook {
        defer { reading = nil }
        do throws(OutboxError) {
            let overview = try await read()
            last = (overview, .now)
            return OverviewLook(overview: overview)
        } catch {
            return OverviewLook(overview: last?.overview, fault: error.description)
        }
    }
}
