import Testing

@testable import Postgres

@Suite("The tokens that a worker knows")
struct KnownTokensTests {
    private var tokens = KnownTokens()

    @Test("Leases are astray up to the last token that was drawn before any claim under way began")
    mutating func claims() {
        tokens.drawn(10)
        #expect(tokens.lastBeforeClaims == 10)
        let slow = tokens.beginClaim()
        tokens.drawn(20)
        let quick = tokens.beginClaim()
        tokens.drawn(30)
        tokens.endClaim(quick, with: [21, 22])
        #expect(tokens.lastBeforeClaims == 10)
        tokens.endClaim(slow, with: [11])
        #expect(tokens.lastBeforeClaims == 30)
        #expect(tokens.known == [11, 21, 22])
        tokens.forget([21])
        #expect(tokens.known == [11, 22])
    }

    @Test("Nothing is astray while old leases are being taken over")
    mutating func takeover() {
        tokens.drawn(10)
        let takeover = tokens.beginClaim(mayBeOld: true)
        #expect(tokens.lastBeforeClaims == 0)
        tokens.endClaim(takeover, with: [3])
        #expect(tokens.lastBeforeClaims == 10)
    }

    @Test("What was searched once is not searched again, but where a claim was lost that may hold older leases")
    mutating func searched() {
        tokens.drawn(10)
        tokens.searched(upTo: tokens.lastBeforeClaims)
        #expect(tokens.searched == 10)
        let claim = tokens.beginClaim()
        tokens.drawn(20)
        tokens.endClaim(claim, with: [])
        #expect(tokens.searched == 10)
        tokens.searched(upTo: 20)
        let takeover = tokens.beginClaim(mayBeOld: true)
        tokens.endClaim(takeover, with: [])
        #expect(tokens.searched == 0)
    }
}
