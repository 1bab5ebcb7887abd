import Foundation
import Synchronization
import Testing

@testable import boutique

@Suite("Parts of the example shop")
struct ShopPartsTests {
    @Test("A password is known again, no other is, and no two hashes are alike")
    func passwords() async throws {
        let stored = try await Password.hash("trois tasses bleues")
        #expect(try await Password.verify("trois tasses bleues", stored))
        #expect(try await !Password.verify("trois tasses bleue", stored))
        #expect(try await Password.hash("trois tasses bleues") != stored)
        for damaged in [nil, "", "scrypt$14$8$5$x", "scrypt$a$b$c$d$e"] {
            #expect(try await !Password.verify("trois tasses bleues", damaged))
        }
    }

    @Test("However many come at once, no more than so many work, and each has its turn, after a fault as well")
    func turns() async throws {
        struct Fault: Error {}
        let turns = Turns(2)
        let count = Counts()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try? await turns.take {
                        count.begin()
                        for _ in 0..<10 { await Task.yield() }
                        count.end()
                        if number.isMultiple(of: 3) { throw Fault() }
                    }
                }
            }
        }
        #expect(count.ended == 20)
        #expect((1...2).contains(count.most))
    }

    private final class Counts: Sendable {
        private let counts = Mutex((working: 0, most: 0, ended: 0))

        var most: Int { counts.withLock { $0.most } }
        var ended: Int { counts.withLock { $0.ended } }

        func begin() {
            counts.withLock { counts in
                counts.working += 1
                counts.most = max(counts.most, counts.working)
            }
        }

        func end() {
            counts.withLock { counts in
                counts.working -= 1
                counts.ended += 1
            }
        }
    }

    @Test(
        "Every answer takes a whole number of paces",
        arguments: [(0, 1000), (1, 1000), (999, 1000), (1000, 1000), (1001, 2000), (2500, 3000)])
    func pace(work: Int, answer: Int) {
        #expect(EvenPace().time(for: .milliseconds(work)) == .milliseconds(answer))
    }

    @Test("A form's word is one browser's alone")
    func forms() {
        let formGuard = FormGuard()
        #expect(formGuard.accepts(formGuard.word(for: "a"), from: "a"))
        #expect(!formGuard.accepts(formGuard.word(for: "a"), from: "b"))
        #expect(!formGuard.accepts(FormGuard().word(for: "a"), from: "a"))
        #expect(!formGuard.accepts("", from: "a"))
    }

    @Test("An invoice's table tells where each of its objects begins (ISO 32000-1, 7.5.4)")
    func invoice() throws {
        let purchase = Purchase(id: 1, item: "Théière (un litre) \\", quantity: 2, cents: 8400, orderedAt: .now)
        let file = [UInt8](Invoice(purchase: purchase, customer: "Zoé L’Œuf 😀").pdf)
        let text = String(decoding: file.map { $0 < 128 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
        let table = try #require(text.firstMatch(of: /startxref\n([0-9]+)\n%%EOF/)?.1).description
        #expect(text.utf8.dropFirst(Int(table) ?? 0).starts(with: "xref\n".utf8))
        let places = text.matches(of: /([0-9]{10}) 00000 n/).map { Int($0.1) ?? 0 }
        #expect(places.count == 5)
        for (index, place) in places.enumerated() {
            #expect(text.utf8.dropFirst(place).starts(with: "\(index + 1) 0 obj\n".utf8))
        }
        let length = try #require(text.firstMatch(of: /\/Length ([0-9]+) >>\nstream\n((?:.|\n)*)\nendstream/))
        #expect(length.2.utf8.count == Int(length.1))
        #expect(text.contains("Th?i?re \\(un litre\\) \\\\"))
    }

    @Test("The VAT of 20 % that a price holds is a sixth of it", arguments: [(1, 491), (1890, 2380)])
    func tax(cents: Int, total: Int) {
        let purchase = Purchase(id: 1, item: "", quantity: 1, cents: cents, orderedAt: .now)
        #expect(purchase.totalCents == total)
        #expect(abs(purchase.vatCents * 6 - total) <= 3)
    }
}
