import NIOCore

/// Drives one session: gives it what was read and carries out its actions in order. A pause holds back all that comes
/// after it, while the session already reads on.
final class SessionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let registry: ConnectionRegistry
    private var session: SMTPSession?
    private var queue = CircularBuffer<SessionAction>()
    private var isPaused = false
    private var isInputClosed = false

    init(registry: ConnectionRegistry) { self.registry = registry }

    func channelActive(context: ChannelHandlerContext) {
        session = registry.open(context.channel)
        guard session != nil else { return context.close(promise: nil) }
        take(session?.begin() ?? [], context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        take(session?.receive(unwrapInboundIn(data)) ?? [], context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let session { registry.closed(session.connection) }
        session = nil
        queue.removeAll()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let event = event as? ChannelEvent, event == .inputClosed else { return }
        isInputClosed = true
        run(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func take(_ actions: [SessionAction], _ context: ChannelHandlerContext) {
        for action in actions {
            switch action {
            case .saw(let verb, let recipients): registry.saw(verb, recipients: recipients)
            case .caught(let mail): registry.caught(mail)
            case .write, .pause, .close, .reset, .stopReading: queue.append(action)
            }
        }
        run(context)
    }

    private func run(_ context: ChannelHandlerContext) {
        guard session != nil else { return }
        while !isPaused, let action = queue.popFirst() {
            switch action {
            case .saw, .caught: break
            case .write(let octets): context.write(wrapOutboundOut(ByteBuffer(bytes: octets)), promise: nil)
            case .pause(let duration): pause(duration, context)
            case .close:
                queue.removeAll()
                context.flush()
                context.close(promise: nil)
            case .reset:
                queue.removeAll()
                context.flush()
                context.channel.resetConnection()
            case .stopReading: context.channel.setOption(.autoRead, value: false).whenFailure { _ in }
            }
        }
        context.flush()
        if isInputClosed, !isPaused { context.close(promise: nil) }
    }

    private func pause(_ duration: Duration, _ context: ChannelHandlerContext) {
        isPaused = true
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: TimeAmount(duration)) {
            handler.value.isPaused = false
            handler.value.run(bound.value)
        }
    }
}
