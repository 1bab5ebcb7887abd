import Catcher

/// What a misbehaving server does at every stage of every connection.
package struct Script: SessionConduct {
    package typealias Stage = SessionStage
    package typealias Moment = SessionMoment

    /// The steps for a moment. Called from the connections' threads.
    package let steps: @Sendable (Moment) -> [Step]

    package init(_ steps: @escaping @Sendable (Moment) -> [Step]) { self.steps = steps }

    /// The first rule that is for a moment decides; where none is, the server is good.
    package init(_ rules: [Rule]) {
        self.init { moment in
            for rule in rules {
                if let steps = rule.steps(at: moment) { return steps }
            }
            return [.usual]
        }
    }

    /// A good server throughout.
    package static let obedient = Script { _ in [.usual] }
}
