import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// One HTTP/1.1 listener: what all endpoints share. Plain HTTP; TLS ends at the reverse proxy in front of it.
package struct HTTPListener<Responder: HTTPResponder>: Service where Responder.Context == ClientContext {
    /// A name or address to bind, `127.0.0.1`; empty for every IPv4 interface.
    let host: String
    /// 0 lets the system choose.
    let port: Int
    /// A socket that listens already, in place of host and port; nil to bind these.
    var socket: CInt?
    /// The setting that holds host and port, named when they cannot be bound.
    let setting: String
    let responder: Responder
    /// How long a request may take, from its head to the end of the response.
    var timeout: Duration = .seconds(30)
    /// The answer to a body over `bodyLimit`.
    let tooLarge: Response
    /// Where more may be sent.
    private let allowance: BodyAllowance?
    let logger: Logger
    /// Called once with the bound port, as soon as connections are accepted.
    let onListening: @Sendable (_ port: Int) async -> Void

    package init(
        host: String, port: Int, setting: String, responder: Responder, timeout: Duration = .seconds(30),
        tooLarge: Response, logger: Logger, onListening: @escaping @Sendable (_ port: Int) async -> Void
    ) {
        self.init(
            host: host, port: port, setting: setting, responder: responder, timeout: timeout, tooLarge: tooLarge,
            allowance: nil, logger: logger, onListening: onListening)
    }

    init(
        host: String, port: Int, setting: String, responder: Responder, timeout: Duration, tooLarge: Response,
        allowance: BodyAllowance?, socket: CInt? = nil, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void
    ) {
        self.socket = socket
        self.host = host
        self.port = port
        self.setting = setting
        self.responder = responder
        self.timeout = timeout
        self.tooLarge = tooLarge
        self.allowance = allowance
        self.logger = logger
        self.onListening = onListening
    }

    /// Far above what any request of ours needs, in bytes; providers' are another matter.
    private static var bodyLimit: Int { 4096 }

    /// Connections at a time, and those of them on which a request is still awaited.
    private static var connectionLimit: Int { 512 }
    private static var arrivalLimit: Int { 256 }

    /// Serves until graceful shutdown: then requests in progress are answered, and idle connections closed.
    /// Throws `ListenFault` when the address cannot be bound.
    package func run() async throws {
        // The server's own chatter ("Server started ...") is no event of ours; its errors are.
        var serverLogger = logger
        serverLogger.logLevel = max(logger.logLevel, .error)
        let responder = TimeoutResponder(
            responder: responder, timeout: timeout, bodyLimit: Self.bodyLimit, tooLarge: tooLarge, allowance: allowance)
        let channel = channel
        if let socket {
            return try await InheritedServer(
                socket: socket, responder: responder, channel: channel, connections: Self.connectionLimit,
                logger: serverLogger, onListening: onListening
            ).run()
        }
        let application = Application(
            responder: responder,
            server: HTTPServerBuilder(channel),
            configuration: ApplicationConfiguration(
                address: .hostname(host.isEmpty ? "0.0.0.0" : host, port: port),
                availableConnectionsDelegate: .maximum(Self.connectionLimit, logger: serverLogger)),
            onServerRunning: { [onListening, port] channel in
                await onListening(channel.localAddress?.port ?? port)
            },
            logger: serverLogger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw ListenFault(setting, host, port, error: error.errnoCode)
        } catch is SocketAddressError.UnknownHost {
            throw ListenFault(setting, host, port, error: nil)
        }
    }

    /// What a connection is to Hummingbird's server and to that on a socket of somebody else's.
    private var channel: @Sendable (@escaping HTTPChannelHandler.Responder) -> GatedChannel {
        let configuration = HTTP1Channel.Configuration(
            // Between requests, and for a request's head.
            idleTimeout: TimeAmount(timeout),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 8 * 1024, maxHeaderListSize: 16 * 1024, maxHeaderFieldCount: 100))
        let arrivals = Arrivals(limit: Self.arrivalLimit)
        return { responder in
            GatedChannel(base: HTTP1Channel(responder: responder, configuration: configuration), arrivals: arrivals)
        }
    }
}
