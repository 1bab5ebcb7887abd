/// A list as one reader stands to it, and what they may choose there.
package struct ListPreference: Sendable, Hashable {
    /// How many letters a reader takes at most.
    package enum Pace: String, Sendable, Hashable {
        case always, weekly, monthly
    }

    /// What is chosen for one list: one of these holds.
    package enum Choice: String, Sendable, Hashable, CaseIterable {
        /// Every letter.
        case always
        /// At most one in a week.
        case weekly
        /// At most one in a month.
        case monthly
        /// None for 30 days, and then as before.
        case pause
        /// None.
        case leave
    }

    /// A step that the outbox takes, by its name there.
    package enum Change: String, Sendable, Hashable, CaseIterable {
        case leave, always, weekly, monthly, pause
        /// The way back to a list that was left, or to one that is open to everybody.
        case comeBack = "return"
    }

    /// As operators and producers name it.
    package var list: String
    /// What readers are shown; nil where the operator set none.
    package var title: String?
    package var isSubscribed: Bool
    package var pace: Pace
    /// nil where nothing rests, and where that is over.
    package var pausedUntil: Timestamp?

    package init(
        list: String, title: String? = nil, isSubscribed: Bool, pace: Pace = .always, pausedUntil: Timestamp? = nil
    ) {
        self.list = list
        self.title = title
        self.isSubscribed = isSubscribed
        self.pace = pace
        self.pausedUntil = pausedUntil
    }

    /// What holds now.
    package var choice: Choice {
        guard isSubscribed else { return .leave }
        if pausedUntil != nil { return .pause }
        return switch pace {
        case .always: .always
        case .weekly: .weekly
        case .monthly: .monthly
        }
    }

    /// The steps from what holds to a choice, in their order; none where it is that already.
    package func changes(to choice: Choice) -> [Change] {
        guard choice != self.choice else { return [] }
        let step: Change =
            switch choice {
            case .always: .always
            case .weekly: .weekly
            case .monthly: .monthly
            case .pause: .pause
            case .leave: .leave
            }
        return isSubscribed ? [step] : [.comeBack, step]
    }
}
