import NIOCore
import NIOHTTP1
import Platform

/// Stands between a connection's bytes and its requests: asks of each request of HTTP/1.1 that it names its host once (RFC 9112 section
/// 3.2), says 100 Continue where that is awaited (RFC 9110 section 10.1.1), and tells when a request has begun and ended to arrive.
final class RequestGate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Sent down a connection: its request's body is wanted.
    struct BodyIsWanted: Sendable {}

    private let arrivals: Arrivals
    private let number: Int
    /// Requests that are handed on and not answered yet.
    private var unanswered = 0
    /// Whether the client waits for 100 Continue before it sends the body.
    private var awaitsContinue = false
    /// Whether a request was refused: nothing is read any more.
    private var isRefused = false

    init(arrivals: Arrivals) {
        self.arrivals = arrivals
        number = arrivals.number()
    }

    func channelActive(context: ChannelHandlerContext) {
        awaitRequest(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        arrivals.end(number)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { arrivals.end(number) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            guard HostField.isRight(in: head) else {
                isRefused = true
                if unanswered == 0 { refuse(context) }
                return
            }
            unanswered += 1
            let expectation = head.headers["expect"].first?.lowercased()
            awaitsContinue = head.isNewerThanHTTP10 && expectation == "100-continue"
        case .body: awaitsContinue = false
        case .end:
            awaitsContinue = false
            arrivals.end(number)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        context.write(data, promise: promise)
        guard case .end = part else { return }
        unanswered -= 1
        guard unanswered == 0 else { return }
        if isRefused { refuse(context) } else { awaitRequest(context) }
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard event is BodyIsWanted else { return context.triggerUserOutboundEvent(event, promise: promise) }
        if awaitsContinue {
            awaitsContinue = false
            context.writeAndFlush(wrapOutboundOut(.head(.init(version: .http1_1, status: .continue))), promise: nil)
        }
        promise?.succeed(())
    }

    private func awaitRequest(_ context: ChannelHandlerContext) {
        let peer = context.channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
        // Those of a proxy are its own, whoever may be behind it: what they will say is not known yet.
        arrivals.await(number, on: context.channel, of: ClientFinder(proxies: []).client(peer: peer, forwarded: []))
    }

    private func refuse(_ context: ChannelHandlerContext) {
        let text = "HTTP/1.1 asks for one Host\n"
        let headers: HTTPHeaders = [
            "Content-Type": "text/plain; charset=utf-8", "Content-Length": "\(text.utf8.count)", "Connection": "close",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: .badRequest, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }
}

/// The Host of a request.
enum HostField {
    /// Whether there is one, as every request of HTTP/1.1 has it; before that, at most one. It may be empty (RFC 9112 section 3.2).
    static func isRight(in head: HTTPRequestHead) -> Bool {
        let hosts = head.headers["host"]
        guard hosts.count == 1 || hosts.isEmpty && !head.isNewerThanHTTP10 else { return false }
        return hosts.allSatisfy { $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/@?#,\\\"<>".utf8.contains($0) } }
    }
}

extension HTTPRequestHead {
    /// HTTP/1.0 knows neither Host nor 100 Continue.
    fileprivate var isNewerThanHTTP10: Bool { version.major > 1 || version.major == 1 && version.minor >= 1 }
}
