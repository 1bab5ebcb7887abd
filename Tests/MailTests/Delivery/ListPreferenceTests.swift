import Testing

@testable import Mail

@Suite("What a reader chooses of a list")
struct ListPreferenceTests {
    private static let moment = Timestamp(seconds: 1_800_000_000)

    /// How a reader stands, and what that is called.
    private static let standing: [(ListPreference, ListPreference.Choice)] = [
        (ListPreference(list: "a", isSubscribed: true), .always),
        (ListPreference(list: "a", isSubscribed: true, pace: .weekly), .weekly),
        (ListPreference(list: "a", isSubscribed: true, pace: .monthly), .monthly),
        (ListPreference(list: "a", isSubscribed: true, pace: .weekly, pausedUntil: moment), .pause),
        (ListPreference(list: "a", isSubscribed: false, pace: .weekly), .leave),
        (ListPreference(list: "a", isSubscribed: false, pausedUntil: moment), .leave),
    ]

    @Test("One choice holds, whatever else is stored", arguments: standing.indices)
    func choice(index: Int) { #expect(Self.standing[index].0.choice == Self.standing[index].1) }

    @Test("What holds already takes no step, all else ends with what was chosen", arguments: standing.indices)
    func changes(index: Int) {
        let (preference, current) = Self.standing[index]
        for choice in ListPreference.Choice.allCases {
            let changes = preference.changes(to: choice)
            #expect(changes.isEmpty == (choice == current))
            if choice != current {
                #expect(changes.last?.rawValue == choice.rawValue)
                #expect((changes.first == .comeBack) == !preference.isSubscribed)
            }
        }
    }
}
