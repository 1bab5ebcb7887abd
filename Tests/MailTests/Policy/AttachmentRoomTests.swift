import Testing

@testable import Mail

@Suite("Room for attachments in memory")
struct AttachmentRoomTests {
    @Test("Who fits comes in; who does not waits for somebody to leave")
    func waits() {
        var room = AttachmentRoom(limit: 100)
        let (first, second, third) = (room.enter(["a": 60]), room.enter(["b": 40]), room.enter(["c": 1]))
        #expect(first.isIn && second.isIn && !third.isIn && room.isWaiting(third.number))
        #expect(room.leave(second.number).admitted == [third.number])
        #expect(!room.isWaiting(third.number))
    }

    @Test("A content that several have is counted once, and is unused when the last of them leaves")
    func shared() {
        var room = AttachmentRoom(limit: 100)
        let numbers = (0..<50).map { _ in room.enter(["terms": 90, "x": 10]) }
        #expect(numbers.allSatisfy { $0.isIn })
        for guest in numbers.dropLast() { #expect(room.leave(guest.number).unused.isEmpty) }
        #expect(Set(room.leave(numbers[49].number).unused) == ["terms", "x"])
        #expect(room.enter(["y": 100]).isIn)
    }

    @Test("Nobody goes past who has waited longer: a large one is not starved by small ones")
    func order() {
        var room = AttachmentRoom(limit: 100)
        let first = room.enter(["a": 60])
        let large = room.enter(["b": 90])
        let small = room.enter(["c": 10])
        #expect(!large.isIn && !small.isIn)
        #expect(room.leave(first.number).admitted == [large.number, small.number])
    }

    @Test("One that is larger than the room has it alone")
    func larger() {
        var room = AttachmentRoom(limit: 100)
        let small = room.enter(["a": 1])
        let huge = room.enter(["b": 1000])
        #expect(!huge.isIn)
        #expect(room.leave(small.number).admitted == [huge.number])
        let next = room.enter(["c": 1])
        #expect(!next.isIn)
        #expect(room.leave(huge.number).admitted == [next.number])
    }

    @Test("Whoever is let in as another leaves keeps what both have")
    func kept() {
        var room = AttachmentRoom(limit: 100)
        let first = room.enter(["a": 100])
        let second = room.enter(["a": 100, "b": 50])
        #expect(!second.isIn)
        let (admitted, unused) = room.leave(first.number)
        #expect(admitted == [second.number] && unused.isEmpty)
    }

    @Test("Whatever comes and goes, never more is held than there is room for, unless by one alone, and all come in")
    func property() {
        var generator = SeededGenerator(seed: 29)
        for _ in 0..<200 {
            var room = AttachmentRoom(limit: 100)
            var inside: [Int: [String: Int]] = [:]
            var outside: [Int: [String: Int]] = [:]
            var total = 0
            func check() {
                let held = inside.values.reduce(into: [String: Int]()) { $0.merge($1) { first, _ in first } }
                #expect(held.values.reduce(0, +) <= 100 || inside.count == 1)
            }
            for _ in 0..<100 {
                if Bool.random(using: &generator) {
                    let contents = Dictionary(
                        (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                            let name = Int.random(in: 1...6, using: &generator)
                            return ("\(name)", name * 12)
                        }
                    ) { first, _ in first }
                    let guest = room.enter(contents)
                    total += 1
                    if guest.isIn { inside[guest.number] = contents } else { outside[guest.number] = contents }
                } else if let number = inside.keys.sorted().randomElement(using: &generator) {
                    inside[number] = nil
                    for next in room.leave(number).admitted { inside[next] = outside.removeValue(forKey: next) }
                }
                check()
            }
            while let number = inside.keys.min() {
                inside[number] = nil
                total -= 1
                for next in room.leave(number).admitted { inside[next] = outside.removeValue(forKey: next) }
                check()
            }
            #expect(outside.isEmpty)
        }
    }
}
