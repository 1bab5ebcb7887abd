import Mail
import Platform
import Synchronization

/// What a login's tokens are asked for with. Secrets are read anew for each request, so that one which was changed needs no restart.
package struct TokenClientSettings: Sendable {
    /// Where the token server is: `https://`, or `http://` on a loopback host.
    package var url: String
    package var clientID: String
    package var scope: String?
    package var clientSecret: (@Sendable () throws(TokenFault) -> String)?
    /// What somebody allowed once; without it the client asks in its own name.
    package var refreshToken: (@Sendable () throws(TokenFault) -> String)?

    package init(url: String, clientID: String) {
        self.url = url
        self.clientID = clientID
    }
}

/// The tokens of one login, fetched from a token server and kept in memory. However many ask, one request is under way.
package final class TokenClient: AccessTokens {
    private struct Waiter {
        var refused: AccessToken?
        var receive: @Sendable (TokenAnswer) -> Void
    }

    /// A refresh token that the server gave in the place of the one in the file (RFC 6749 section 6).
    private struct Rotated {
        /// What the file held then: another word there goes before.
        var written: String
        var token: String
    }

    private struct State {
        var renewal = TokenRenewal()
        var waiters: [Waiter] = []
        var rotated: Rotated?
    }

    private let settings: TokenClientSettings
    private let server: TokenEndpoint
    private let state = Mutex(State())

    package init(_ settings: TokenClientSettings) {
        self.settings = settings
        server = TokenEndpoint(url: settings.url)
    }

    package func token(insteadOf refused: AccessToken?, _ receive: @escaping @Sendable (TokenAnswer) -> Void) {
        let decision = state.withLock { state in
            let decision = state.renewal.asked(insteadOf: refused, at: .now)
            if decision == .wait || decision == .fetch {
                state.waiters.append(Waiter(refused: refused, receive: receive))
            }
            return decision
        }
        switch decision {
        case .use(let token): receive(.token(token))
        case .useAndFetch(let token):
            receive(.token(token))
            fetch()
        case .fetch: fetch()
        case .wait: break
        case .noneNewer: receive(.noneNewer)
        case .fail(let fault): receive(.failed(fault))
        }
    }

    /// On a thread of its own, which libcurl may keep waiting.
    private func fetch() {
        do throws(DetachedThread.Refused) {
            try DetachedThread.start { self.finish(self.ask()) }
        } catch {
            let fault = TokenFault(.unreachable, "no thread to ask \(server.name): \(error)")
            finish(TokenEndpoint.Answer(grant: .failure(fault), wait: nil))
        }
    }

    private func ask() -> TokenEndpoint.Answer {
        do throws(TokenFault) {
            let written = try settings.refreshToken?()
            let request = TokenRequest(
                grant(written), clientID: settings.clientID, clientSecret: try settings.clientSecret?(),
                scope: settings.scope)
            let answer = server.ask(request)
            if let written, case .success(let grant) = answer.grant, let next = grant.refreshToken, next != written {
                state.withLock { $0.rotated = Rotated(written: written, token: next) }
            }
            return answer
        } catch {
            return TokenEndpoint.Answer(grant: .failure(error), wait: nil)
        }
    }

    private func grant(_ written: String?) -> TokenRequest.Grant {
        guard let written else { return .clientCredentials }
        let rotated = state.withLock(\.rotated)
        return .refresh(token: rotated?.written == written ? rotated?.token ?? written : written)
    }

    private func finish(_ answer: TokenEndpoint.Answer) {
        let waiters = state.withLock { state in
            switch answer.grant {
            case .success(let grant): state.renewal.fetched(grant, at: .now)
            case .failure(let fault):
                state.renewal.failed(fault, wait: answer.wait, jitter: .random(in: -1...1), at: .now)
            }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters {
            switch answer.grant {
            // The server may hand out the very token that was refused.
            case .success(let grant): waiter.receive(grant.token == waiter.refused ? .noneNewer : .token(grant.token))
            case .failure(let fault): waiter.receive(.failed(fault))
            }
        }
    }
}
