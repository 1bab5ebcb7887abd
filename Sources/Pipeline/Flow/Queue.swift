/// First in, first out, without moving the rest at each take.
struct Queue<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    private var head = 0

    var count: Int { elements.count - head }

    mutating func append(_ new: Element) { elements.append(new) }

    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        let first = elements[head]
        head += 1
        if head == elements.count || head >= 512 {
            elements.removeFirst(head)
            head = 0
        }
        return first
    }

    mutating func removeAll() -> [Element] {
        defer { self = Queue() }
        return Array(elements[head...])
    }
}
