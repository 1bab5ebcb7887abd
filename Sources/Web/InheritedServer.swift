import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// HTTP on a socket that somebody else has bound and listens on (a socket unit of systemd). Hummingbird's own server binds an address
/// and takes no such socket; a connection is the same to both.
struct InheritedServer<Responder: HTTPResponder>: Service where Responder.Context == ClientContext {
    /// The descriptor, which is this server's from now on.
    let socket: CInt
    let responder: Responder
    let channel: @Sendable (@escaping HTTPChannelHandler.Responder) -> GatedChannel
    let connections: Int
    let logger: Logger
    let onListening: @Sendable (_ port: Int) async -> Void

    /// Serves until graceful shutdown: then requests in progress are answered, and idle connections closed.
    func run() async throws {
        let http = channel(answer)
        let open = OpenConnections()
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelInitializer { [connections] server in
                server.eventLoop.makeCompletedFuture {
                    try server.pipeline.syncOperations.addHandler(
                        AvailableConnectionsChannelHandler(maxConnections: connections))
                }
            }
            .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .bind(socket) { [logger] connection in
                open.add(connection)
                return http.setup(channel: connection, logger: logger)
            }
        await withGracefulShutdownHandler {
            await onListening(server.channel.localAddress?.port ?? 0)
            await withDiscardingTaskGroup { group in
                do {
                    try await server.executeThenClose { inbound in
                        for try await connection in inbound {
                            group.addTask { [logger] in await http.handle(value: connection, logger: logger) }
                        }
                    }
                } catch {
                    logger.error("the listening socket: \(error)")
                }
            }
        } onGracefulShutdown: {
            server.channel.close(promise: nil)
            open.finish()
        }
    }

    @Sendable private func answer(
        _ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
    ) async throws {
        let context = ClientContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        var response = try await responder.respond(to: request, context: context)
        response.headers[.date] = Self.date()
        try await writer.write(response: response.head, body: response.body)
    }

    /// This moment as a header says it (RFC 9110 section 5.6.7). The process keeps to the C locale, so the names are English.
    private static func date() -> String {
        var (now, parts) = (time(nil), tm())
        gmtime_r(&now, &parts)
        var text = [CChar](repeating: 0, count: 40)
        let length = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
        return String(decoding: text.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// Those that are open, to be told to finish what they are about.
private final class OpenConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isFinishing = false
    }

    private let state = Mutex(State())

    func add(_ channel: any Channel) {
        let isFinishing = state.withLock { state in
            state.channels[ObjectIdentifier(channel)] = channel
            return state.isFinishing
        }
        channel.closeFuture.whenComplete { _ in
            self.state.withLock { _ = $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
        }
        if isFinishing { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
    }

    func finish() {
        let channels = state.withLock { state in
            state.isFinishing = true
            return Array(state.channels.values)
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
    }
}
