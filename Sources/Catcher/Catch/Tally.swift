/// What a server has seen so far.
package struct Tally: Sendable, Hashable {
    /// Connections since the start.
    package var connections = 0
    package var openConnections = 0
    /// The most connections that were ever open together.
    package var mostConnections = 0
    /// Commands by their name in lower case: `rcpt`.
    package var commands: [String: Int] = [:]
    /// How often DATA came for each recipient, whatever became of it.
    package var dataByRecipient: [String: Int] = [:]

    mutating func opened() {
        connections += 1
        openConnections += 1
        mostConnections = max(mostConnections, openConnections)
    }

    mutating func closed() { openConnections -= 1 }

    mutating func saw(_ verb: Command.Verb, recipients: [String]) {
        commands[verb.rawValue, default: 0] += 1
        for recipient in recipients { dataByRecipient[recipient, default: 0] += 1 }
    }
}
