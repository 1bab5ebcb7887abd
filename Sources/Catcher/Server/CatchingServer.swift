import NIOCore
import NIOPosix

/// An SMTP server on loopback that catches mail.
package final class CatchingServer: Sendable {
    /// The port it listens on.
    package let port: Int
    /// What it caught.
    package let mailbox: MailStore

    private let registry: ConnectionRegistry
    private let listener: any Channel

    /// The host it listens on.
    package static let host = "127.0.0.1"

    private init(port: Int, mailbox: MailStore, registry: ConnectionRegistry, listener: any Channel) {
        self.port = port
        self.mailbox = mailbox
        self.registry = registry
        self.listener = listener
    }

    /// Starts a server; with port 0 the system chooses a free one. A mailbox that is given is added to, so that a server
    /// that was stopped can come back. Throws when the port cannot be bound.
    package static func start(
        port: Int = 0, options: SessionOptions = SessionOptions(), conduct: any SessionConduct = GoodConduct(),
        mailbox: MailStore = MailStore()
    ) async throws -> CatchingServer {
        let registry = ConnectionRegistry(options: options, conduct: conduct, mailbox: mailbox)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(SessionHandler(registry: registry))
                }
            }
            .bind(host: host, port: port).get()
        let bound = listener.localAddress?.port ?? port
        return CatchingServer(port: bound, mailbox: mailbox, registry: registry, listener: listener)
    }

    /// Runs a server for as long as the body runs.
    package static func running<Result: Sendable>(
        options: SessionOptions = SessionOptions(), conduct: any SessionConduct = GoodConduct(),
        _ body: (CatchingServer) async throws -> Result
    ) async throws -> Result {
        let server = try await start(options: options, conduct: conduct)
        do {
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    /// What it has seen so far.
    package var tally: Tally { registry.tally }

    /// Connections that open from now on behave so.
    package func follow(_ conduct: any SessionConduct) { registry.follow(conduct) }

    /// Connections that open from now on log in with these tokens, where there is a login at all.
    package func take(tokens: Set<String>) { registry.take(tokens: tokens) }

    /// Stops listening and resets every connection that is open. Does nothing the second time.
    package func stop() async {
        try? await listener.close()
        await registry.closeAll()
    }
}
