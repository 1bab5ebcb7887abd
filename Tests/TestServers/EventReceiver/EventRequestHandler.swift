import NIOCore
import NIOHTTP1

/// One connection of a receiver of events: gathers a request, and answers it.
final class EventRequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let place: EventReceiver.Place
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()
    private var connection: Int?

    init(_ place: EventReceiver.Place) { self.place = place }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): (self.head, body) = (head, ByteBuffer())
        case .body(var part): body.writeBuffer(&part)
        case .end:
            guard let head, let (receiver, rule) = place.settled else { return context.close(promise: nil) }
            let connection = self.connection ?? receiver.newConnection()
            self.connection = connection
            let text = String(buffer: body)
            guard let fault = Self.fault(head, text) else {
                let request = EventReceiver.Request(
                    id: head.headers["webhook-id"][0], timestamp: head.headers["webhook-timestamp"][0],
                    signature: head.headers["webhook-signature"][0], body: text, connection: connection)
                return Self.write(receiver.answer(request, rule), to: context.channel)
            }
            receiver.refuse(fault)
            Self.write(EventReceiver.Answer(400), to: context.channel)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// What is wrong with a request; nil where nothing is.
    private static func fault(_ head: HTTPRequestHead, _ body: String) -> String? {
        guard head.method == .POST else { return "the method is \(head.method)" }
        guard head.uri == "/events" else { return "nothing is at \(head.uri)" }
        let once = [
            "webhook-id", "webhook-timestamp", "webhook-signature", "content-type", "content-length", "host",
            "user-agent",
        ]
        if let name = once.first(where: { head.headers[$0].count != 1 }) {
            return "\(name) comes \(head.headers[name].count) times"
        }
        guard head.headers["content-type"] == ["application/json"] else { return "the body is no JSON" }
        guard head.headers["content-length"] == [String(body.utf8.count)] else { return "the body has another length" }
        guard !head.headers.contains(name: "expect"), !head.headers.contains(name: "authorization") else {
            return "there is more in the header than belongs there"
        }
        guard head.headers["webhook-id"][0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
            return "the id holds more than an id does"
        }
        return nil
    }

    private static func write(_ answer: EventReceiver.Answer, to channel: any Channel) {
        var head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status))
        if answer.status != 204 { head.headers.add(name: "content-length", value: "0") }
        for (name, value) in answer.headers { head.headers.add(name: name, value: value) }
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
    }
}
