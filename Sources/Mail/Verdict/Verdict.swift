/// What an attempt's end means: whose fault, what to do about it, what to tell the operator.
package struct Verdict: Sendable, Hashable {
    /// Whose fault it is; that decides which clock runs.
    package enum Blame: String, Sendable, Hashable, CaseIterable {
        /// Nobody's: the relay took the message.
        case none
        /// The recipient's server or mailbox: the message's own retry policy runs, the attempt counts.
        case recipient
        /// The recipient's domain, which takes less than it is given or holds our sender for a nuisance: all mail to that
        /// domain rests for the verdict's patience, and the attempt does not count.
        case domain
        /// The relay or the way to it: its breaker waits, the attempt does not count.
        case relay
        /// This message: no retry will help it.
        case message
        /// This program or its settings: an operator must act.
        case us
    }

    /// What becomes of the message.
    package enum Action: String, Sendable, Hashable, CaseIterable {
        case accept
        /// Go again, the attempt counted when the fault is the recipient's and only then.
        case retry
        case fail
        /// Nobody knows whether it was accepted: the kind decides (`InDoubtPolicy`).
        case doubt
    }

    /// How loudly the operator is told.
    package enum Alarm: String, Sendable, Hashable, CaseIterable {
        /// An event in the log and a count.
        case none
        /// Somebody should look today.
        case notice
        /// Mail is held back until somebody acts.
        case page
    }

    package var blame: Blame
    package var action: Action
    /// The address itself is dead: nothing more should be sent to it.
    package var suppress: Bool
    package var alarm: Alarm
    /// The least wait before the next attempt, whatever the retry policy says.
    package var patience: Duration
    /// The least wait that this very reply asked for, which goes before every other; nil when it named none.
    package var named: Duration?
    /// No row was made for the reply: its first digit decided alone (RFC 5321 section 4.2.1).
    package var isGeneral: Bool
    /// For the operator, in one sentence.
    package var sentence: String
    /// Whether the relay is known to refuse every message so: one fault is enough then.
    package var concernsAll = false
    /// Whether the relay takes fewer messages a second than it was given: it is given fewer, and this one again in a moment.
    package var isThrottle = false

    /// Whether the relay's breaker should hear of it: every other message would meet the same.
    package var concernsRelay: Bool {
        switch (blame, action) {
        case (.relay, _), (.us, .retry): true
        default: false
        }
    }

    package init(
        _ blame: Blame, _ action: Action, suppress: Bool = false, alarm: Alarm = .none, patience: Duration = .zero,
        isGeneral: Bool = false, _ sentence: String
    ) {
        self.blame = blame
        self.action = action
        self.suppress = suppress
        self.alarm = alarm
        self.patience = patience
        self.isGeneral = isGeneral
        self.sentence = sentence
    }
}
