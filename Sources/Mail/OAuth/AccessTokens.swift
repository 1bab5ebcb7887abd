/// Where the tokens of one login come from.
package protocol AccessTokens: Sendable {
    /// Asks for the token. `receive` is called once, from whatever thread, and maybe before this returns; however many ask at once,
    /// one is fetched.
    ///
    /// - Parameter refused: A token that the server has just refused, and that is not to be given again.
    func token(insteadOf refused: AccessToken?, _ receive: @escaping @Sendable (TokenAnswer) -> Void)
}

/// What who asked for a token is told.
package enum TokenAnswer: Sendable, Hashable {
    case token(AccessToken)
    /// The refused token is as new as any: its refusal is about something else than its age.
    case noneNewer
    case failed(TokenFault)
}

extension AccessTokens {
    /// The token, waited for.
    package func token(insteadOf refused: AccessToken? = nil) async -> TokenAnswer {
        await withCheckedContinuation { asker in token(insteadOf: refused) { asker.resume(returning: $0) } }
    }
}

/// Why there is no token: one line, what and what to do, without a secret.
package struct TokenFault: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// The token server cannot be reached, or cannot answer for the moment: time mends it.
        case unreachable
        /// It refuses: somebody must act.
        case refused
        /// A file that holds a secret cannot be read.
        case unreadable
    }

    package var kind: Kind
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// What a message that was to go meets.
    package var transmissionFault: TransmissionFault {
        switch kind {
        case .unreachable: .tokenServerUnreachable
        case .refused: .tokenRefused
        case .unreadable: .tokenUnreadable
        }
    }
}
