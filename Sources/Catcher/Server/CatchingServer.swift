import NIOCore
import NIOPosix

/// An SMTP server on loopback that catches mail, and misbehaves as its script says.
package final class CatchingServer: Sendable {
    /// The port it listens on.
    package let port: Int
    /// What it caught.
    package let mailbox: MailStore

    private let desk: ConnectionDesk
    private let listener: any Channel

    /// The host it listens on.
    package static let host = "127.0.0.1"

    private init(port: Int, mailbox: MailStore, desk: ConnectionDesk, listener: any Channel) {
        self.port = port
        self.mailbox = mailbox
        self.desk = desk
        self.listener = listener
    }

    /// Starts a server; with port 0 the system chooses a free one. A mailbox that is given is added to, so that a server
    /// that was stopped can come back. Throws when the port cannot be bound.
    package static func start(
        port: Int = 0, options: SessionOptions = SessionOptions(), script: Script = .obedient,
        mailbox: MailStore = MailStore()
    ) async throws -> CatchingServer {
        let desk = ConnectionDesk(options: options, script: script, mailbox: mailbox)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(SessionHandler(desk: desk))
                }
            }
            .bind(host: host, port: port).get()
        let bound = listener.localAddress?.port ?? port
        return CatchingServer(port: bound, mailbox: mailbox, desk: desk, listener: listener)
    }

    /// Runs a server for as long as the body runs.
    package static func running<Result: Sendable>(
        options: SessionOptions = SessionOptions(), script: Script = .obedient,
        _ body: (CatchingServer) async throws -> Result
    ) async throws -> Result {
        let server = try await start(options: options, script: script)
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
    package var tally: Tally { desk.tally }

    /// Connections that open from now on follow this script.
    package func follow(_ script: Script) { desk.follow(script) }

    /// Stops listening and resets every connection that is open. Does nothing the second time.
    package func stop() async {
        try? await listener.close()
        await desk.closeAll()
    }
}
