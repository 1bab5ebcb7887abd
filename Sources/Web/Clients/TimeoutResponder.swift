import Hummingbird
import NIOCore

/// Reads a request's body before anything is done about it, and hangs up on clients that take too long to send or to take
/// delivery: a connection is never theirs for longer than the timeout lasts.
struct TimeoutResponder<Responder: HTTPResponder>: HTTPResponder where Responder.Context == ClientContext {
    let responder: Responder
    /// From the request's head to the last byte of its response.
    let timeout: Duration
    /// In bytes; a longer body is not read.
    let bodyLimit: Int
    /// The answer to a longer body.
    let tooLarge: Response
    /// Where more may be sent.
    let allowance: BodyAllowance?

    func respond(to request: Request, context: ClientContext) async throws -> Response {
        let hangingUp = hangUp(context.channel, after: timeout)
        var request = request
        let allowance = allowance.flatMap { $0.holds(for: request) ? $0 : nil }
        let limit = allowance?.limit ?? bodyLimit
        // A client that asks first whether to send its body hears at once that it may, or that it is too large.
        let isTooLarge = request.headers[.contentLength].flatMap { Int($0) }.map { $0 > limit } ?? false
        if !isTooLarge { context.channel.triggerUserOutboundEvent(RequestGate.BodyIsWanted(), promise: nil) }
        guard !isTooLarge, (try? await request.collectBody(upTo: limit)) != nil else {
            // What is still on its way would be read to its end: time for the answer to arrive, and no more. A proxy that keeps its
            // connections must hear of it, or its next request is cut off with them.
            var refusal = allowance?.tooLarge ?? tooLarge
            refusal.headers[.connection] = "close"
            return written(refusal) { [self] in
                hangingUp.cancel()
                _ = hangUp(context.channel, after: min(timeout, .seconds(1)))
            }
        }
        do {
            return written(try await responder.respond(to: request, context: context)) { hangingUp.cancel() }
        } catch {
            hangingUp.cancel()
            throw error
        }
    }

    private func hangUp(_ channel: any Channel, after time: Duration) -> Scheduled<Void> {
        channel.eventLoop.scheduleTask(in: TimeAmount(time)) { channel.close(promise: nil) }
    }

    /// The response, with what follows once it is written, or cannot be.
    private func written(_ response: Response, then follow: @escaping @Sendable () -> Void) -> Response {
        let body = response.body
        return Response(
            status: response.status, headers: response.headers,
            body: ResponseBody(contentLength: body.contentLength) { writer in
                defer { follow() }
                try await body.write(writer)
            })
    }
}
