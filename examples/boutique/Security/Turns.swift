/// Lets so many work at once; the others wait for their turn, in the order in which they came.
actor Turns {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    /// What the work gives, once it had its turn.
    func take<Result: Sendable>(_ work: @Sendable () async throws -> Result) async throws -> Result {
        await begin()
        defer { end() }
        return try await work()
    }

    private func begin() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { continuation in waiting.append(continuation) }
        }
    }

    /// Whose turn is next gets this one: nobody who comes meanwhile is before them.
    private func end() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
