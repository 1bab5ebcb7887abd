import Mail

/// A token that somebody else fetches and renews: a file, read whenever a connection logs in.
package struct TokenFile: AccessTokens {
    private let read: @Sendable () throws(TokenFault) -> String

    /// `read`: what the file holds at this moment.
    package init(_ read: @escaping @Sendable () throws(TokenFault) -> String) { self.read = read }

    package func token(insteadOf refused: AccessToken?, _ receive: @escaping @Sendable (TokenAnswer) -> Void) {
        receive(answer(refused))
    }

    private func answer(_ refused: AccessToken?) -> TokenAnswer {
        do throws(TokenFault) {
            guard let token = AccessToken(try read()) else {
                return .failed(TokenFault(.unreadable, "the file holds no token: one word is expected"))
            }
            return token == refused ? .noneNewer : .token(token)
        } catch {
            return .failed(error)
        }
    }
}
