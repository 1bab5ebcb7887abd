import Mail

/// What a message that is ready to go is told by the relays.
enum RelayLeave: Sendable {
    /// It goes now; what became of it is to be told.
    case go(RelayFleet.Pass)
    /// Nothing of its lane goes: it is handed back.
    case back
    /// Its own relays take nothing, while others of its lane do: it comes again after so long.
    case rest(Duration, reason: String)

    var pass: RelayFleet.Pass? {
        guard case .go(let pass) = self else { return nil }
        return pass
    }
}
