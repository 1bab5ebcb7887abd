/// A login by token on an open connection (RFC 4954 section 4), as a pure state machine.
///
/// The response goes along with the command where the line stays within the 512 octets of RFC 5321 section 4.5.3.1.4, which not many
/// tokens do, else on a line of its own. A relay that does not know what it was told (500 to 504) is told it in the next way that it
/// offers; any other refusal is about the token, and final.
package struct BearerDialogue: Sendable {
    /// Whose login it is, and at which server.
    package struct Login: Sendable {
        var username: String
        var token: AccessToken
        var host: String
        var port: Int

        package init(username: String, token: AccessToken, host: String, port: Int) {
            self.username = username
            self.token = token
            self.host = host
            self.port = port
        }
    }

    private enum Awaited {
        /// The empty challenge that asks for the response.
        case question
        case verdict
        /// The refusal that follows the acknowledged error.
        case refusal
    }

    private struct Way {
        var mechanism: BearerMechanism
        var isInCommand: Bool
    }

    /// RFC 5321 section 4.5.3.1.4, CRLF included.
    private static let longestCommand = 512

    private let login: Login
    private var ways: [Way] = []
    private var awaited = Awaited.question
    private var parser = ReplyParser()
    private var error: BearerError?
    private var unaccepted = 0

    /// `offered`: the mechanisms that the relay named. nil where none of them takes a token.
    package init?(_ login: Login, offered: [String]) {
        self.login = login
        for mechanism in BearerMechanism.allCases where offered.contains(mechanism.rawValue) {
            if command(mechanism).count <= Self.longestCommand {
                ways.append(Way(mechanism: mechanism, isInCommand: true))
            }
            ways.append(Way(mechanism: mechanism, isInCommand: false))
        }
        if ways.isEmpty { return nil }
    }

    /// The first step. Its deadline is the opening's, and the caller's.
    package mutating func begin() -> Dialogue.Step {
        guard let way = ways.first else { return fail(.loginImpossible, "no way to log in is left") }
        awaited = way.isInCommand ? .verdict : .question
        return say(way.isInCommand ? command(way.mechanism) : Array("AUTH \(way.mechanism.rawValue)\r\n".utf8))
    }

    /// The next step. After one with `finish` there is none.
    package mutating func handle(_ event: Dialogue.Event) -> Dialogue.Step {
        switch event {
        case .received(let bytes): return receive(bytes)
        case .accepted(let count):
            unaccepted -= count
            return Dialogue.Step()
        case .followed: return Dialogue.Step()
        case .deadlinePassed: return fail(.timedOut, "no reply to the login in time")
        case .closed(let detail): return fail(.closedByPeer, detail)
        case .notRecorded(let detail): return fail(.notRecorded, detail)
        case .handoverRefused(let detail): return fail(.handoverRefused, detail)
        case .stopping: return fail(.stopping, "the worker stopped before the relay had answered")
        }
    }

    /// What the relay must not be heard to repeat: the token, in clear and as it went over the wire.
    private var secrets: Secrets {
        Secrets([login.token.word] + BearerMechanism.allCases.map(response))
    }

    // MARK: - Out

    private func response(_ mechanism: BearerMechanism) -> String {
        Base64.text(
            mechanism.response(username: login.username, login.token, host: login.host, port: login.port))
    }

    private func command(_ mechanism: BearerMechanism) -> [UInt8] {
        Array("AUTH \(mechanism.rawValue) \(response(mechanism))\r\n".utf8)
    }

    private mutating func say(_ bytes: [UInt8]) -> Dialogue.Step {
        unaccepted += bytes.count
        return Dialogue.Step(send: bytes)
    }

    // MARK: - In

    private mutating func receive(_ bytes: ArraySlice<UInt8>) -> Dialogue.Step {
        parser.append(bytes)
        do throws(ReplyParser.Malformed) {
            guard let reply = try parser.next() else { return Dialogue.Step() }
            return answer(reply)
        } catch {
            return fail(.garbage, error.description)
        }
    }

    private mutating func answer(_ reply: Reply) -> Dialogue.Step {
        if reply.isTransient || reply.isPermanent { return refuse(reply) }
        guard unaccepted == 0, parser.isEmpty, let way = ways.first else {
            return fail(.garbage, "a reply before its command: \(reply.code)")
        }
        switch (reply.code, awaited) {
        case (334, .question):
            awaited = .verdict
            return say(Array("\(response(way.mechanism))\r\n".utf8))
        case (334, .verdict):
            error = BearerError(challenge: reply.text)
            awaited = .refusal
            return say(Array("\(way.mechanism.acknowledgement)\r\n".utf8))
        case (235, .verdict): return finish(.accepted(reply), .keep)
        default: return fail(.garbage, "an answer that fits no login: \(reply.code) \(reply.text)")
        }
    }

    private mutating func refuse(_ reply: Reply) -> Dialogue.Step {
        if (500...504).contains(reply.code), awaited != .refusal, ways.count > 1, unaccepted == 0, parser.isEmpty {
            ways.removeFirst()
            return begin()
        }
        var reply = reply
        if let error { reply.text += " (\(error.text))" }
        return finish(.refused(reply, at: .auth), .close)
    }

    // MARK: - Ends

    private func fail(_ fault: TransmissionFault, _ detail: String) -> Dialogue.Step {
        let told = error.map { "\(detail); before that it refused the token: \($0.text)" } ?? detail
        return finish(.broken(fault, at: .auth, detail: told), .close)
    }

    private func finish(_ end: Transmission.End, _ connection: Dialogue.ConnectionState) -> Dialogue.Step {
        Dialogue.Step(finish: Dialogue.Finish(end: end.without(secrets), connection: connection, isStale: false))
    }
}
