/// NOOP on an open connection (RFC 5321 section 4.1.1.9), as a pure state machine like `Dialogue`: what a relay answers that has
/// taken the login and would take mail.
package struct NoopDialogue: Sendable {
    private static let command = Array("NOOP\r\n".utf8)

    private let timeout: Duration
    private var parser = ReplyParser()

    /// `timeout`: for the reply.
    package init(timeout: Duration) { self.timeout = timeout }

    /// The first step.
    package func begin() -> Dialogue.Step {
        var step = Dialogue.Step()
        step.send = Self.command
        step.deadline = timeout
        return step
    }

    /// The next step. After one with `finish` there is none.
    package mutating func handle(_ event: Dialogue.Event) -> Dialogue.Step {
        switch event {
        case .received(let bytes): return receive(bytes)
        case .accepted, .followed: return Dialogue.Step()
        case .deadlinePassed: return fail(.timedOut, "no reply in time")
        case .closed(let detail), .notRecorded(let detail), .handoverRefused(let detail):
            return fail(.closedByPeer, detail)
        case .stopping: return fail(.stopping, "the worker stopped before the relay had answered")
        }
    }

    private mutating func receive(_ bytes: ArraySlice<UInt8>) -> Dialogue.Step {
        parser.append(bytes)
        do throws(ReplyParser.Malformed) {
            guard let reply = try parser.next() else { return Dialogue.Step() }
            if reply.isPositive { return finish(.accepted(reply), .keep) }
            guard reply.isTransient || reply.isPermanent else {
                return fail(.garbage, "an answer that fits no command: \(reply.code) \(reply.text)")
            }
            return finish(.refused(reply, at: .noop), .close)
        } catch {
            return fail(.garbage, error.description)
        }
    }

    private func fail(_ fault: TransmissionFault, _ detail: String) -> Dialogue.Step {
        finish(.broken(fault, at: .noop, detail: detail), .close)
    }

    private func finish(_ end: Transmission.End, _ connection: Dialogue.ConnectionState) -> Dialogue.Step {
        Dialogue.Step(finish: Dialogue.Finish(end: end, connection: connection, isStale: false))
    }
}
