import Catcher
import Synchronization

/// How the demo's server answers: as the recipient's address asks for, so that everybody can see what Facteur makes of each answer.
final class DemoConduct: SessionConduct {
    /// What an address asks for, by the word with which it begins.
    enum Wish: String, Sendable, CaseIterable {
        /// Refused for good at RCPT.
        case refusal = "refus"
        /// Put off twice at RCPT, then taken.
        case delay = "attente"
        /// Taken, but the reply to the dot is never sent; the next time it is.
        case doubt = "doute"

        init?(recipient: String) {
            let first = recipient.lowercased().prefix { $0.isLetter }
            self.init(rawValue: String(first))
        }
    }

    /// How often a mail is put off.
    private static let delays = 2

    /// How often each recipient's mail came to its wish's stage.
    private let visits = Mutex<[String: Int]>([:])

    func answer(at moment: SessionMoment, usual: UsualReply) -> SessionAnswer {
        let good = GoodConduct().answer(at: moment, usual: usual)
        guard usual.isPositive, let recipient = moment.recipient, let wish = Wish(recipient: recipient) else {
            return good
        }
        switch (wish, moment.stage) {
        case (.refusal, .rcpt): return Self.reply("550 5.1.1 No such mailbox here")
        case (.delay, .rcpt):
            return visit(recipient) <= Self.delays ? Self.reply("451 4.7.1 Greylisted, please try again later") : good
        case (.doubt, .dot):
            // The mail is there all the same: that is what nobody but this server knows.
            return visit(recipient) == 1
                ? SessionAnswer(actions: [.reset], takesEffect: true, endsSession: true) : good
        default: return good
        }
    }

    func interruptions(at moment: SessionMoment) -> [BodyInterruption] { [] }

    private func visit(_ recipient: String) -> Int {
        visits.withLock { visits in
            // A demo that runs for days forgets, and puts off or hangs up once more.
            if visits.count > 10_000 { visits = [:] }
            visits[recipient, default: 0] += 1
            return visits[recipient, default: 0]
        }
    }

    private static func reply(_ line: String) -> SessionAnswer {
        SessionAnswer(actions: [.write(Array("\(line)\r\n".utf8))], takesEffect: false)
    }
}
