/// The tokens of the leases that a worker knows it holds, and which others can be called strays: leases of a claim that was stored and
/// whose answer was lost.
///
/// A claim under way may hold leases that its worker is yet to hear of. Tokens grow, so they are higher than the last one that
/// was known to be drawn when the claim began: up to there, what is not known is astray, at whatever time the question is put.
struct KnownTokens: Sendable, Hashable {
    /// Claimed, and not yet settled.
    private(set) var known: Set<Int64> = []
    /// The last token known to be drawn.
    private var last: Int64 = 0
    /// For each claim under way, the last token known when it began.
    private var claims: [Int: Int64] = [:]
    private var lastClaim = 0
    /// Up to this token nothing is astray: it was looked for.
    private(set) var searched: Int64 = 0

    /// The last token that no claim under way can have.
    var lastBeforeClaims: Int64 { claims.values.min() ?? last }

    /// This token was drawn.
    mutating func drawn(_ token: Int64) { last = max(last, token) }

    /// A claim is about to be asked for; its number. `mayBeOld`: it takes over leases as they are, with tokens drawn long ago.
    mutating func beginClaim(mayBeOld: Bool = false) -> Int {
        lastClaim += 1
        claims[lastClaim] = mayBeOld ? 0 : last
        return lastClaim
    }

    /// A claim came back with these tokens; none when it failed.
    mutating func endClaim(_ number: Int, with tokens: [Int64]) {
        // What a claim failed to bring back may be as old as it says.
        if tokens.isEmpty, let first = claims[number] { searched = min(searched, first) }
        claims[number] = nil
        known.formUnion(tokens)
    }

    /// Strays up to this token have been handed back.
    mutating func searched(upTo token: Int64) { searched = max(searched, token) }

    /// Their outcomes are stored.
    mutating func forget(_ tokens: [Int64]) { known.subtract(tokens) }
}
