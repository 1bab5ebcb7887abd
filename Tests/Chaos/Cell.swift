import Catcher
import TestServers

/// One fault at one stage, and what must come of it.
struct Cell: Sendable, CustomStringConvertible {
    enum InjectedFault: String, Sendable, CaseIterable {
        case transient = "4xx"
        case permanent = "5xx"
        case closing = "421"
        case close, reset, hang, garbage, slow, overLong, split

        func steps(at stage: Script.Stage) -> [Script.Step] {
            // At the body: when half of it has been read. A reply there comes before the final dot has.
            let first: [Script.Step] = stage == .body ? [.read(1_000)] : []
            return first + steps
        }

        private var steps: [Script.Step] {
            switch self {
            case .transient: [.reply(451, "4.3.0 Later")]
            // One that a row knows: for what nobody knows, a message waits until it is clear whom it concerns.
            case .permanent: [.reply(552, "5.3.4 Message too big")]
            case .closing: [.reply(421, "4.3.2 Bye")]
            case .close: [.close]
            case .reset: [.reset]
            case .hang: [.hang]
            case .garbage: [.raw(Array("what did you say?\r\n".utf8))]
            case .slow: [.slow(.milliseconds(5))]
            case .overLong: [.overLong(2_000)]
            case .split: [.split(7, .milliseconds(20))]
            }
        }
    }

    /// What must come of it.
    struct Expected: Sendable {
        /// The delivery log, `1 deferred`.
        var log: [String]
        var state = "sent"
        var data: Int
        var arrivals = 1...1
    }

    let stage: Script.Stage
    let fault: InjectedFault

    static let stages: [Script.Stage] = [.greeting, .ehlo, .starttls, .auth, .mail, .rcpt, .data, .body, .dot]
    static let all = stages.flatMap { stage in InjectedFault.allCases.map { Cell(stage: stage, fault: $0) } }

    var description: String { "\(stage.rawValue) \(fault.rawValue)" }
    var database: String { "cell_\(stage.rawValue)_\(fault)".lowercased() }

    /// Only what the recipient's server says of the message uses up an attempt; only a dot without its reply is in doubt; whatever
    /// befalls the connection is the relay's affair, and the message goes again as the attempt that it was.
    var expected: Expected {
        let harmless = Expected(log: ["1 sent"], data: 1)
        let connectionFault = Expected(log: ["1 postponed", "1 sent"], data: 1)
        switch (stage, fault) {
        case (.body, .slow), (.body, .split):
            // No reply is due at this stage, so there is none to be slow.
            return harmless
        case (.body, .overLong):
            // A long line with a 500 in front: a refusal, as below.
            return Expected(log: ["1 failed"], state: "failed", data: 1, arrivals: 0...1)
        case (_, .slow), (_, .overLong), (_, .split):
            return harmless
        case (.ehlo, .transient), (.ehlo, .permanent):
            // Whoever refuses EHLO is greeted with HELO (RFC 5321 section 4.1.1.1).
            return harmless
        case (.auth, .permanent):
            // Whoever refuses one way of logging in is asked in another one at once.
            return harmless
        case (.greeting, _), (.ehlo, _), (.starttls, _), (.auth, _):
            return connectionFault
        case (.mail, .permanent):
            return Expected(log: ["1 failed"], state: "failed", data: 0, arrivals: 0...0)
        case (.mail, _):
            return connectionFault
        case (.rcpt, .transient):
            return Expected(log: ["1 deferred", "2 sent"], data: 1)
        case (.rcpt, .permanent):
            return Expected(log: ["1 failed"], state: "failed", data: 0, arrivals: 0...0)
        case (.rcpt, _):
            return connectionFault
        case (.data, .transient):
            return Expected(log: ["1 deferred", "2 sent"], data: 2)
        case (.data, .permanent):
            return Expected(log: ["1 failed"], state: "failed", data: 1, arrivals: 0...0)
        case (.data, _):
            return Expected(log: ["1 postponed", "1 sent"], data: 2)
        // A reply in mid-body is read when the dot is out, and counts as its reply. That the server takes the message all the same
        // is its own contradiction.
        case (.body, .transient):
            return Expected(log: ["1 deferred", "2 sent"], data: 2, arrivals: 1...2)
        case (.body, .permanent):
            return Expected(log: ["1 failed"], state: "failed", data: 1, arrivals: 0...1)
        case (.body, .closing):
            return Expected(log: ["1 postponed", "1 sent"], data: 2)
        case (.body, .garbage):
            return Expected(log: ["1 resend", "2 sent"], data: 2, arrivals: 1...2)
        case (.body, _):
            // The whole message, dot included, is in the socket before the server has read half of it.
            return Expected(log: ["1 resend", "2 sent"], data: 2)
        case (.dot, .transient):
            return Expected(log: ["1 deferred", "2 sent"], data: 2)
        case (.dot, .permanent):
            return Expected(log: ["1 failed"], state: "failed", data: 1, arrivals: 0...0)
        case (.dot, .closing):
            return Expected(log: ["1 postponed", "1 sent"], data: 2)
        case (.dot, .garbage):
            return Expected(log: ["1 resend", "2 sent"], data: 2, arrivals: 1...2)
        case (.dot, _):
            return Expected(log: ["1 resend", "2 sent"], data: 2)
        default:
            return harmless
        }
    }
}
