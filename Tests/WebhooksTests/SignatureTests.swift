import Crypto
import Foundation
import Mail
import Testing

@testable import Webhooks

@Suite("What a provider proves itself with")
struct SignatureTests {
    private let body = Array(#"{"event":"spam","email":"lectrice@exemple.test"}"#.utf8)

    private func verify(
        _ name: String, _ request: WebhookRequest, secret: String? = nil, at now: Timestamp = Signing.now
    ) async throws {
        let adapter = try #require(Adapters.named(name))
        try await adapter.verify(request, secret: try #require(secret ?? Signing.secrets[name]), now: now)
    }

    @Test(
        "A login is taken as a token or as user and password, and no other one",
        arguments: ["brevo", "mailjet", "postmark"])
    func logins(name: String) async throws {
        try await verify(name, Signing.bearer(body, token: "abc"), secret: "abc")
        try await verify(name, Signing.basic(body, login: "lettre:secret"), secret: "lettre:secret")
        for request in [
            Signing.bearer(body, token: "abd"), Signing.bearer(body, token: "abcd"), Signing.bearer(body, token: ""),
            Signing.basic(body, login: "lettre:secret"), WebhookRequest(headers: [], body: body),
            WebhookRequest(headers: [.init("Authorization", "abc")], body: body),
            WebhookRequest(headers: [.init("Authorization", "Digest abc")], body: body),
            WebhookRequest(headers: [.init("Authorization", "Basic %%%")], body: body),
            // Which of two is meant, two readers may answer differently.
            WebhookRequest(
                headers: [.init("Authorization", "Bearer abc"), .init("authorization", "Bearer x")], body: body),
        ] {
            await #expect(throws: WebhookFault.self) { try await verify(name, request, secret: "abc") }
        }
    }

    @Test("Svix' signature is over identity, moment and body, and is of five minutes")
    func svix() async throws {
        try await verify("resend", Signing.svix(body))
        try await verify("resend", Signing.svix(body), at: Signing.now + .seconds(299))
        try await verify("resend", Signing.svix(body), at: Signing.now + .seconds(-299))
        let good = Signing.svix(body)
        let otherBody = WebhookRequest(headers: good.headers, body: body + [32])
        let otherID = WebhookRequest(headers: [.init("svix-id", "msg_2")] + good.headers.dropFirst(), body: body)
        for request in [
            otherBody, otherID, Signing.svix(body, key: [1, 2, 3]), WebhookRequest(headers: [], body: body),
            Signing.svix(body, at: Signing.now + .seconds(-301)), Signing.svix(body, at: Signing.now + .seconds(301)),
        ] {
            await #expect(throws: WebhookFault.self) { try await verify("resend", request) }
        }
        await #expect(throws: WebhookFault.self) { try await verify("resend", good, secret: "whsec_") }
    }

    @Test("The example that Svix publishes verifies")
    func svixExample() throws {
        // https://docs.svix.com/receiving/verifying-payloads/how-manual
        let request = WebhookRequest(
            headers: [
                .init("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"), .init("svix-timestamp", "1614265330"),
                .init("svix-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            ], body: Array(#"{"test": 2432232314}"#.utf8))
        try SvixSignature.verify(
            request, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", now: Timestamp(seconds: 1_614_265_330))
    }

    @Test("SendGrid's signature is over moment and body, by its public key")
    func sendGrid() async throws {
        try await verify("sendgrid", try Signing.sendGrid(body))
        let good = try Signing.sendGrid(body)
        for request in [
            WebhookRequest(headers: good.headers, body: body + [32]), WebhookRequest(headers: [], body: body),
            try Signing.sendGrid(body, key: P256.Signing.PrivateKey()),
            try Signing.sendGrid(body, at: Signing.now + .seconds(-26 * 3600)),
            WebhookRequest(
                headers: [.init("X-Twilio-Email-Event-Webhook-Timestamp", "1794992421")] + good.headers.dropFirst(),
                body: body),
        ] {
            await #expect(throws: WebhookFault.self) { try await verify("sendgrid", request) }
        }
        await #expect(throws: WebhookFault.self) { try await verify("sendgrid", good, secret: "no key") }
    }

    @Test("Mailgun's signature is of its key and of this day, and each token of one body")
    func mailgun() async throws {
        let adapter = Mailgun()
        func verify(_ request: WebhookRequest) throws {
            try adapter.verify(request, secret: "key-test", now: Signing.now)
        }
        let event = #"{"event":"complained"}"#
        try verify(Signing.mailgun(event))
        // Told again.
        try verify(Signing.mailgun(event))
        try verify(Signing.mailgun(event, token: "other"))
        for request in [
            Signing.mailgun(#"{"event":"failed"}"#), Signing.mailgun(event, token: "third", key: "key-other"),
            Signing.mailgun(event, at: Signing.now + .seconds(-13 * 3600), token: "old"),
            WebhookRequest(headers: [], body: Array(#"{"event-data":\#(event)}"#.utf8)),
            WebhookRequest(headers: [], body: Array("{".utf8)),
        ] {
            #expect(throws: WebhookFault.self) { try verify(request) }
        }
    }

    @Test("Moments that are no numbers, or beyond all calendars, are refused")
    func moments() {
        for text in ["", "abc", "-5", "99999999999999999999", "9223372036854775807", "1e9", " 5"] {
            #expect(throws: WebhookFault.self, "\(text)") {
                try Freshness.check(text, now: Signing.now, tolerance: .seconds(300))
            }
        }
    }

    @Test("Equal is equal, whatever the lengths")
    func equality() {
        #expect(ConstantTime.isEqual("abc".utf8, "abc".utf8))
        #expect(!ConstantTime.isEqual("abc".utf8, "abd".utf8))
        #expect(!ConstantTime.isEqual("abc".utf8, "abcd".utf8))
        #expect(!ConstantTime.isEqual("".utf8, "a".utf8))
    }
}
