import NIOCore
import NIOPosix
import SenderPolicy

/// A DNS server on a free loopback port, over UDP, that answers from a zone.
package enum DNSServer {
    /// Runs `body`, which is given the server's `host:port`, beside a server.
    package static func running<Result: Sendable>(
        _ zone: Zone, _ body: (String) async throws -> Result
    ) async throws -> Result {
        let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DNSQuestionHandler(zone))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        do {
            let result = try await body("127.0.0.1:\(port)")
            try await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }
}

/// Answers each question; one that the zone lets time out gets no answer.
private final class DNSQuestionHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let zone: Zone

    init(_ zone: Zone) { self.zone = zone }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let reply = DNSReply.bytes(to: Array(envelope.data.readableBytesView), from: zone) else { return }
        let answer = AddressedEnvelope(remoteAddress: envelope.remoteAddress, data: ByteBuffer(bytes: reply))
        context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
    }
}
