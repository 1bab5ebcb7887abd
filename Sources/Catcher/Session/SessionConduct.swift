/// How a server behaves where a good one has a reply to give. Called from the connections' threads.
///
/// The server of the demo is good throughout; tests have servers that are not.
package protocol SessionConduct: Sendable {
    /// What to do at a stage, in place of the reply that a good server gives or with it.
    func answer(at moment: SessionMoment, usual: UsualReply) -> SessionAnswer

    /// What to do while a mail is read, in the order of the octets.
    func interruptions(at moment: SessionMoment) -> [BodyInterruption]
}

/// The conduct of a good server.
package struct GoodConduct: SessionConduct {
    package init() {}

    package func answer(at moment: SessionMoment, usual: UsualReply) -> SessionAnswer {
        SessionAnswer(actions: [.write(usual.octets)], takesEffect: usual.isPositive)
    }

    package func interruptions(at moment: SessionMoment) -> [BodyInterruption] { [] }
}

/// The reply that a good server gives.
package struct UsualReply: Sendable, Hashable {
    package let code: Int
    /// Its lines as they are sent.
    package let octets: [UInt8]

    package var isPositive: Bool { code < 400 }
}

/// What a session does at one stage.
package struct SessionAnswer: Sendable, Hashable {
    /// Carried out in order.
    package var actions: [SessionAction]
    /// Whether the command succeeds; at the dot, whether the mail is caught.
    package var takesEffect: Bool
    /// Whether nothing is read any more: the connection ends, or hangs.
    package var endsSession: Bool

    package init(actions: [SessionAction] = [], takesEffect: Bool = false, endsSession: Bool = false) {
        self.actions = actions
        self.takesEffect = takesEffect
        self.endsSession = endsSession
    }
}

/// What happens in the middle of a mail.
package struct BodyInterruption: Sendable, Hashable {
    /// Octets of mail that have been read by then.
    package var octets: Int
    package var answer: SessionAnswer

    package init(after octets: Int, _ answer: SessionAnswer) {
        self.octets = octets
        self.answer = answer
    }
}
