/// Which messages may have their attachments in memory: no more bytes together than there is room for, a content that several have counted
/// once. Who finds no room waits, and nobody goes past who has waited longer; a message that is larger than all the room has it alone.
/// Pure: it knows messages by number and contents by their digests.
package struct AttachmentRoom: Sendable {
    /// As much as messages may have in memory together, as it leaves.
    package static let standard = 48 * 1024 * 1024

    private struct Content {
        let size: Int
        var users: Int
    }

    private let limit: Int
    private var held: [String: Content] = [:]
    private var used = 0
    private var contents: [Int: [String: Int]] = [:]
    private var waiting: [Int] = []
    private var last = 0

    /// - Parameter limit: Bytes.
    package init(limit: Int = standard) { self.limit = limit }

    /// A message comes with its contents, bytes by digest. Returns its number, and whether it may have them now; otherwise `leave` of another
    /// one names it.
    package mutating func enter(_ contents: [String: Int]) -> (number: Int, isIn: Bool) {
        last += 1
        self.contents[last] = contents
        waiting.append(last)
        return (last, !admitted().isEmpty)
    }

    /// A message is done with its contents. Returns who may have theirs now, and what nobody has any more.
    package mutating func leave(_ number: Int) -> (admitted: [Int], unused: [String]) {
        var unused: [String] = []
        for digest in (contents.removeValue(forKey: number) ?? [:]).keys {
            guard var content = held[digest] else { continue }
            content.users -= 1
            if content.users == 0 {
                held[digest] = nil
                used -= content.size
                unused.append(digest)
            } else {
                held[digest] = content
            }
        }
        let admitted = admitted()
        return (admitted, unused.filter { held[$0] == nil })
    }

    /// Whether a message has yet to be let in.
    package func isWaiting(_ number: Int) -> Bool { waiting.contains(number) }

    private mutating func admitted() -> [Int] {
        var admitted: [Int] = []
        while let next = waiting.first, let wanted = contents[next] {
            let more = wanted.reduce(0) { $0 + (held[$1.key] == nil ? $1.value : 0) }
            guard used + more <= limit || held.isEmpty else { break }
            for (digest, size) in wanted {
                held[digest, default: Content(size: size, users: 0)].users += 1
            }
            used += more
            admitted.append(next)
            waiting.removeFirst()
        }
        return admitted
    }
}
