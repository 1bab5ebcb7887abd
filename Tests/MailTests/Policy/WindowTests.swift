import Mail
import Testing

@Suite("A relay's window")
struct WindowTests {
    /// A window that has been refused so often, each time anew.
    private func window(_ most: Int, refusals: Int = 0) -> Window {
        var window = Window(most: most)
        for _ in 0..<refusals { _ = window.refused(window.mark) }
        return window
    }

    @Test("It begins at the relay's connections, and no success opens it further")
    func beginsOpen() {
        var window = window(8)
        for _ in 0..<100 { window.succeeded() }
        #expect(window.size == 8)
    }

    @Test("A refusal halves it at once, and never below one")
    func halves() {
        #expect((0...5).map { window(8, refusals: $0).size } == [8, 4, 2, 1, 1, 1])
        #expect(window(0).size == 1)
    }

    @Test("It grows by one for each window full of successes: 1/N a message")
    func grows() {
        var window = window(8, refusals: 3)
        var sizes: [Int] = []
        for _ in 0..<30 {
            window.succeeded()
            sizes.append(window.size)
        }
        // 1 + 2 + 3 + 4 + 5 + 6 + 7 successes for the way from 1 to 8.
        #expect([1, 3, 6, 10, 15, 21, 28].map { sizes[$0 - 1] } == [2, 3, 4, 5, 6, 7, 8])
        #expect([2, 5, 9, 14, 20, 27].map { sizes[$0 - 1] } == [2, 3, 4, 5, 6, 7])
        #expect(sizes.last == 8)
    }

    @Test("A burst of refusals halves it once: those begun before the first say nothing new")
    func burst() {
        var window = window(16)
        let before = window.mark
        let isNews = (0..<16).map { _ in window.refused(before) }
        #expect(isNews == [true] + Array(repeating: false, count: 15))
        #expect(window.size == 8)
        let another = window.refused(window.mark)
        #expect(another)
        #expect(window.size == 4)
    }

    @Test("A refusal takes back what successes had gathered for the next step")
    func startsOver() {
        var window = window(8, refusals: 1)
        for _ in 0..<3 { window.succeeded() }
        _ = window.refused(window.mark)
        window.succeeded()
        #expect(window.size == 2)
        window.succeeded()
        #expect(window.size == 3)
    }

    @Test("Before a server that takes five at a time it stays near five, and few are refused")
    func finds() {
        var window = window(20)
        var (taken, refused) = (0, 0)
        for _ in 0..<200 {
            let (mark, size) = (window.mark, window.size)
            for number in 0..<size {
                if number < 5 { window.succeeded() } else { _ = window.refused(mark) }
            }
            taken += min(size, 5)
            refused += max(0, size - 5)
        }
        #expect(refused * 5 < taken)
        #expect(taken > 600)
    }
}
