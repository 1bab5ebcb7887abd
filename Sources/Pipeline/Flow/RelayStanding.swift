import Mail

/// What is known of one server besides its place in the fleet.
struct RelayStanding {
    var record = RelayRecord()
    /// Why it was last at fault.
    var fault = ""
    /// What alarm its outage has raised.
    var alarm: String?

    /// Keeps why it is at fault; whether that is worth an alarm, as it is once an outage.
    mutating func note(_ failing: RelayFeedback.Failing) -> Bool {
        fault = failing.reason
        guard failing.alarm != .none, alarm != failing.advice else { return false }
        alarm = failing.advice
        return true
    }
}
