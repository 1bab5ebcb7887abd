import Testing

@testable import Pipeline

@Suite("Chance")
struct ChanceTests {
    @Test(
        "gives numbers from -1 to 1, as many in each part of that as in any other", arguments: [0, 1, .max] as [UInt64])
    func even(seed: UInt64) {
        let chance = Chance(seed: seed)
        let numbers = (0..<10_000).map { _ in chance.next() }
        #expect(numbers.allSatisfy { (-1...1).contains($0) })
        let parts = numbers.reduce(into: [Int](repeating: 0, count: 10)) { $0[min(Int(($1 + 1) * 5), 9)] += 1 }
        #expect(parts.allSatisfy { (850...1150).contains($0) })
    }

    @Test("gives each worker others")
    func others() {
        let (one, another) = (Chance(), Chance())
        #expect((0..<8).map { _ in one.next() } != (0..<8).map { _ in another.next() })
    }
}
