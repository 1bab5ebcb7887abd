/// How often each client may ask: a token bucket for each client and purpose.
///
/// A bucket holds a minute's worth and fills up evenly, so that a burst passes and a flood does not. Memory is bounded: of more
/// clients than it has room for, those that have been quiet for longest are forgotten, and begin anew with a full bucket.
struct RateLimit: Sendable {
    /// What a request is about.
    enum Purpose: Sendable, Hashable {
        /// Looks at a page, or is no request of ours at all.
        case looking
        /// Presses the button of a link that may be real. A mailbox provider does so for all its users from a few addresses.
        case deciding
        /// Fetches a picture by an address that may be real. A mailbox provider does so for all its users, too.
        case fetching
    }

    enum Verdict: Sendable, Equatable {
        case admitted
        /// - Parameters:
        ///   - wait: until there is room for one request.
        ///   - isNews: whether it is the first refusal since the bucket was last full.
        case refused(wait: Duration, isNews: Bool)
    }

    /// The budget of a decision and of pictures, as a multiple of the one for looking.
    static let decisionFactor = 50

    private struct Key: Hashable {
        var client: Client
        var purpose: Purpose
    }

    private struct Bucket {
        /// Requests that may be made at once.
        var level: Double
        var filledAt: ContinuousClock.Instant
        var isEmptied = false
    }

    private let requestsPerMinute: Int
    private let room: Int
    /// Who came lately, and who came before them: when there is no more room the older ones go.
    private var recent: [Key: Bucket] = [:]
    private var older: [Key: Bucket] = [:]

    /// - Parameters:
    ///   - requestsPerMinute: for looking.
    ///   - room: how many buckets are kept at most.
    init(requestsPerMinute: Int, room: Int = 20_000) {
        self.requestsPerMinute = requestsPerMinute
        self.room = room
    }

    /// How many buckets are kept.
    var count: Int { recent.count + older.count }

    /// Counts a request. A refused one costs nothing.
    mutating func judge(_ client: Client, _ purpose: Purpose, at now: ContinuousClock.Instant) -> Verdict {
        let key = Key(client: client, purpose: purpose)
        let capacity = Double(requestsPerMinute * (purpose == .looking ? 1 : Self.decisionFactor))
        let known = recent[key] ?? older.removeValue(forKey: key)
        var bucket = known ?? Bucket(level: capacity, filledAt: now)
        bucket.level = min(capacity, bucket.level + (now - bucket.filledAt) / .seconds(60) * capacity)
        bucket.filledAt = now
        if bucket.level == capacity { bucket.isEmptied = false }
        defer { keep(bucket, for: key) }
        guard bucket.level < 1 else {
            bucket.level -= 1
            return .admitted
        }
        defer { bucket.isEmptied = true }
        return .refused(wait: .seconds(60) * ((1 - bucket.level) / capacity), isNews: !bucket.isEmptied)
    }

    private mutating func keep(_ bucket: Bucket, for key: Key) {
        if recent[key] == nil, recent.count >= room / 2 {
            older = recent
            recent = [:]
        }
        recent[key] = bucket
    }
}
