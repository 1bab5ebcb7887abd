import NIOCore
import NIOHTTP1

/// One connection of the token server: gathers a request, and answers it.
final class TokenRequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let place: TokenServer.Place
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    init(_ place: TokenServer.Place) { self.place = place }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): (self.head, body) = (head, ByteBuffer())
        case .body(var part): body.writeBuffer(&part)
        case .end:
            guard let head, let server = place.current else { return context.close(promise: nil) }
            let request = TokenFormRequest(
                method: head.method.rawValue, path: head.uri, contentType: head.headers.first(name: "content-type"),
                accept: head.headers.first(name: "accept"), body: String(buffer: body))
            let channel = context.channel
            server.answer(request) { Self.write($0, to: channel) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private static func write(_ reply: TokenFormReply, to channel: any Channel) {
        var head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: reply.status))
        head.headers.add(name: "content-type", value: "application/json")
        head.headers.add(name: "content-length", value: String(reply.body.utf8.count))
        head.headers.add(name: "cache-control", value: "no-store")
        for (name, value) in reply.headers { head.headers.add(name: name, value: value) }
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: reply.body))), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
    }
}
