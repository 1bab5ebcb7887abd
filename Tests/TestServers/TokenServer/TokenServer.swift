import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A token server (RFC 6749) on a free loopback port, strict about everything that a request may get wrong: method, path, content type,
/// and each field of the form.
package final class TokenServer: Sendable {
    /// What a request must say, and what is given for it.
    package struct Client: Sendable {
        package var id = "facteur"
        package var secret = "x7Qv~9 &=+é/Zk2%"
        package var scope: String? = "https://mail.test/.default"
        /// With one, `refresh_token` is the grant that is taken, else `client_credentials`.
        package var refreshToken: String?

        package init() {}
    }

    /// What the server does instead of what is right.
    package enum Conduct: Sendable {
        /// A token for who asks rightly: `token-1`, `token-2`, ...
        case usual
        /// This status and body, whatever was asked; with header lines.
        case answer(Int, String, headers: [String: String] = [:])
        /// It takes the request and says nothing until it is told to go on (`follow`).
        case silence
    }

    package let port: Int
    package var url: String { "http://127.0.0.1:\(port)/oauth2/token" }

    private struct State {
        var client: Client
        var conduct = Conduct.usual
        var requests: [String] = []
        var given = 0
        var lifetime: Int? = 3600
        var nextRefreshToken: String?
        var waiting: [@Sendable () -> Void] = []
    }

    private let state: Mutex<State>
    private let listener: any Channel

    /// Runs one for as long as the body runs.
    package static func running<Result: Sendable>(
        _ client: Client = Client(), _ body: (TokenServer) async throws -> Result
    ) async throws -> Result {
        let place = Place()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(TokenRequestHandler(place))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = TokenServer(client, listener)
        place.settle(server)
        do {
            let result = try await body(server)
            try? await listener.close()
            return result
        } catch {
            try? await listener.close()
            throw error
        }
    }

    private init(_ client: Client, _ listener: any Channel) {
        self.listener = listener
        port = listener.localAddress?.port ?? 0
        state = Mutex(State(client: client))
    }

    /// The forms that came in, the first first.
    package var requests: [String] { state.withLock(\.requests) }

    /// How many tokens it has given; the last one is called `token-` and this number.
    package var given: Int { state.withLock(\.given) }

    /// From now on this is the client's secret, and no other is.
    package func change(secret: String) { state.withLock { $0.client.secret = secret } }

    /// From now on it behaves so; who waits is answered so too.
    package func follow(_ conduct: Conduct) {
        let waiting = state.withLock { state in
            state.conduct = conduct
            defer { state.waiting = [] }
            return state.waiting
        }
        for goOn in waiting { goOn() }
    }

    /// How long tokens from now on say that they are good, in seconds; nil: they do not say.
    package func giveTokens(for lifetime: Int?, nextRefreshToken: String? = nil) {
        state.withLock { ($0.lifetime, $0.nextRefreshToken) = (lifetime, nextRefreshToken) }
    }

    /// Answers a request, at once or when the silence ends.
    func answer(_ request: TokenFormRequest, _ reply: @escaping @Sendable (TokenFormReply) -> Void) {
        state.withLock { $0.requests.append(request.body) }
        goOn(request, reply)
    }

    private func goOn(_ request: TokenFormRequest, _ reply: @escaping @Sendable (TokenFormReply) -> Void) {
        let answer: TokenFormReply? = state.withLock { state in
            switch state.conduct {
            case .answer(let status, let body, let headers):
                return TokenFormReply(status: status, body: body, headers: headers)
            case .silence:
                state.waiting.append { self.goOn(request, reply) }
                return nil
            case .usual:
                if let refusal = request.refusal(state.client) { return refusal }
                state.given += 1
                return .token("token-\(state.given)", lifetime: state.lifetime, refreshToken: state.nextRefreshToken)
            }
        }
        if let answer { reply(answer) }
    }

    /// Where connections find the server, which is made after they can be.
    final class Place: Sendable {
        private let server = Mutex<TokenServer?>(nil)

        func settle(_ server: TokenServer) { self.server.withLock { $0 = server } }
        var current: TokenServer? { server.withLock(\.self) }
    }
}
