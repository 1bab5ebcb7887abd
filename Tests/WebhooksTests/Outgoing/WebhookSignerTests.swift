import Mail
import Testing

@testable import Webhooks

@Suite("The signature of events (Standard Webhooks)")
struct WebhookSignerTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private static let other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

    @Test("It is the one of the standard's own example")
    func vector() throws {
        let signer = try #require(WebhookSigner(secret: Self.secret))
        let signature = signer.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: #"{"test": 2432232314}"#)
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test("Whoever has either of two secrets can verify it, and nobody else", arguments: [secret, other])
    func rotation(secret: String) throws {
        let signer = try #require(WebhookSigner(secret: "\(Self.secret) \(Self.other)"))
        let event = OutgoingEvent(cursor: 1, id: "evt_1_ab", message: nil, body: #"{"type":"mail.sent"}"#)
        let lines = signer.headers(event, at: 1_000).map { line in
            let sides = line.split(separator: ":", maxSplits: 1)
            return WebhookRequest.Header(
                String(sides[0].replacing("webhook-", with: "svix-")), String(sides[1].dropFirst()))
        }
        let request = WebhookRequest(headers: lines, body: Array(event.body.utf8))
        try SvixSignature.verify(request, secret: secret, now: Timestamp(seconds: 1_001))
        let changed = WebhookRequest(headers: lines, body: Array(#"{"type":"mail.sent "}"#.utf8))
        #expect(throws: WebhookFault.self) {
            try SvixSignature.verify(changed, secret: secret, now: Timestamp(seconds: 1_001))
        }
        #expect(throws: WebhookFault.self) {
            try SvixSignature.verify(
                request, secret: "whsec_" + String(repeating: "A", count: 32), now: Timestamp(seconds: 1_001))
        }
    }

    @Test(
        "A secret that is none is no secret",
        arguments: [
            "", " ", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_too+short", "whsec_not base64!",
            "whsec_" + String(repeating: "A", count: 88), "\(secret) whsec_", "whpk_\(secret)",
        ])
    func refused(secret: String) { #expect(WebhookSigner(secret: secret) == nil) }
}
