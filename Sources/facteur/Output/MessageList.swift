import Mail
import Postgres

/// Messages for people, a block of two lines each: what it is, and the last word about it.
enum MessageList {
    static func lines(_ messages: [MessageLine], time: LocalTime = LocalTime()) -> [String] {
        messages.flatMap { message -> [String] in
            let when = message.nextAttemptAt.flatMap { $0 > time.now ? "next attempt \(time.distance($0))" : nil }
            let state = message.state.replacing("_", with: " ")
            let first = "\(message.id)  \(state.padded(to: 10))  \(time.text(message.since))"
            let second = ["  \(message.kind) to \(message.recipient)", when].compactMap(\.self).joined(separator: ", ")
            var lines = [first, Wrapping.shortened(second, to: Wrapping.width)]
            if let reply = message.lastReply, message.state != "sent" {
                lines.append(Wrapping.shortened("  \(reply)", to: Wrapping.width))
            }
            return lines
        }
    }
}
