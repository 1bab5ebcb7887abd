import Foundation
import Mail
import Testing

@testable import Webhooks

@Suite("Topics", .timeLimit(.minutes(2)))
struct TopicTests {
    private static let event = #"{"notificationType":"Complaint","complaint":{"complainedRecipients":[]},"mail":{}}"#

    /// Once for all: a key of RSA takes its time.
    private static let signer = Result { try TopicSigner("sns.amazonaws.com") }

    private let signer: TopicSigner
    private let pages: MemoryPages

    init() throws {
        signer = try Self.signer.get()
        pages = MemoryPages([TopicSigner.amazonPage: try signer.pem()])
    }

    private func notification(
        topic: String = TopicSigner.amazonTopic, page: String = TopicSigner.amazonPage, version: String = "2"
    ) throws -> [UInt8] {
        try signer.message(TopicSigner.notification(Self.event, topic: topic), page: page, version: version)
    }

    private func verify(_ adapter: some WebhookAdapter, _ body: [UInt8], topic: String = TopicSigner.amazonTopic)
        async throws
    {
        try await adapter.verify(WebhookRequest(headers: [], body: body), secret: topic, now: Signing.now)
    }

    @Test("Both versions of the signature are verified, and the certificate is read once", arguments: ["1", "2"])
    func signed(version: String) async throws {
        let adapter = AmazonSES(pages)
        let body = try notification(version: version)
        try await verify(adapter, body)
        try await verify(adapter, body)
        #expect(pages.asked == [TopicSigner.amazonPage])
    }

    @Test("A changed word, another key and another topic are refused")
    func forged() async throws {
        let adapter = AmazonSES(pages)
        let text = String(decoding: try notification(), as: UTF8.self)
        for (word, other) in [
            ("Complaint", "Bounce"), ("Email Event", "Email event"), ("10:00:12", "10:00:13"), ("22b80b92", "22b80b93"),
        ] {
            #expect(text.contains(word))
            await #expect(throws: WebhookFault.self, "\(word)") {
                try await verify(adapter, Array(text.replacing(word, with: other).utf8))
            }
        }
        let other = try TopicSigner("sns.amazonaws.com")
        let body = try other.message(
            TopicSigner.notification(Self.event, topic: TopicSigner.amazonTopic), page: TopicSigner.amazonPage)
        await #expect(throws: WebhookFault.self) { try await verify(adapter, body) }
        let elsewhere = try notification(topic: "arn:aws:sns:eu-west-3:210987654321:reports")
        await #expect(throws: WebhookFault.self) { try await verify(adapter, elsewhere) }
        await #expect(throws: WebhookFault.self) { try await verify(adapter, try notification(version: "3")) }
    }

    @Test(
        "A certificate elsewhere than at the topic's own host is not even read",
        arguments: [
            "http://sns.eu-west-3.amazonaws.com/a.pem", "https://sns.eu-west-3.amazonaws.com.evil.test/a.pem",
            "https://sns.eu-west-3.amazonaws.com@evil.test/a.pem", "https://sns.eu-west-3.amazonaws.com:8443/a.pem",
            "https://sns.eu-west-1.amazonaws.com/a.pem", "https://evil.test/sns.eu-west-3.amazonaws.com/a.pem",
            "https://sns.eu-west-3.amazonaws.com\\@evil.test/a.pem", " https://sns.eu-west-3.amazonaws.com/a.pem",
            "https://s3.eu-west-3.amazonaws.com/bucket/a.pem", "https://sns.eu-west-3.amazonaws.com", "",
            "HTTPS://sns.eu-west-3.amazonaws.com/a.pem", "https://sns.eu-west-3.amazonaws.com/a\n.pem",
        ])
    func strangers(address: String) async throws {
        let body = try notification(page: address)
        await #expect(throws: WebhookFault.self) { try await verify(AmazonSES(pages), body) }
        #expect(pages.asked.isEmpty)
    }

    @Test("A stranger's topic has nothing read, and a made-up secret nothing verified")
    func topics() async throws {
        let body = try notification(topic: "arn:aws:sns:eu-west-3:1:other")
        await #expect(throws: WebhookFault.self) { try await verify(AmazonSES(pages), body) }
        for secret in [
            "secret", "arn:aws:sns:evil.test/:1:reports", "arn:aws:sqs:eu-west-3:1:reports", "arn:aws:sns::1:reports",
        ] {
            let body = try notification(topic: secret)
            await #expect(throws: WebhookFault.self) { try await verify(AmazonSES(pages), body, topic: secret) }
        }
        #expect(pages.asked.isEmpty)
    }

    @Test("A certificate that has ended, or is none, proves nothing")
    func ended() async throws {
        let old = try TopicSigner("sns.amazonaws.com", endsAfter: -1)
        pages.put(try old.pem(), at: TopicSigner.amazonPage)
        let body = try old.message(
            TopicSigner.notification(Self.event, topic: TopicSigner.amazonTopic), page: TopicSigner.amazonPage)
        await #expect(throws: WebhookFault.self) { try await verify(AmazonSES(pages), body) }
        pages.put(Array("<html>".utf8), at: TopicSigner.amazonPage)
        await #expect(throws: WebhookFault.self) { try await verify(AmazonSES(pages), body) }
    }

    @Test("A certificate that cannot be read is asked for again, but not without end")
    func unavailable() async throws {
        let away = MemoryPages([:])
        let adapter = AmazonSES(away)
        let body = try notification()
        for _ in 0..<30 {
            await #expect {
                try await verify(adapter, body)
            } throws: { error in
                if case .unavailable = error as? WebhookFault { true } else { false }
            }
        }
        #expect(away.asked.count == 10)
    }

    @Test("A subscription is confirmed at the topic's own host, and its end is told")
    func confirmation() async throws {
        let address = "https://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription&Token=2336"
        pages.put(Array("<ok/>".utf8), at: address)
        let adapter = AmazonSES(pages)
        let body = try signer.message(
            TopicSigner.confirmation(address, topic: TopicSigner.amazonTopic), page: TopicSigner.amazonPage)
        try await verify(adapter, body)
        #expect(try await adapter.answer(body)?.contains("confirmed") == true)
        #expect(pages.asked.last == address)
        #expect(try adapter.events(body).isEmpty)
        let end = try signer.message(
            TopicSigner.confirmation(address, topic: TopicSigner.amazonTopic, type: "UnsubscribeConfirmation"),
            page: TopicSigner.amazonPage)
        try await verify(adapter, end)
        #expect(try await adapter.answer(end)?.contains("ended") == true)
        #expect(pages.asked.count == 2)
        let elsewhere = try signer.message(
            TopicSigner.confirmation("https://evil.test/", topic: TopicSigner.amazonTopic),
            page: TopicSigner.amazonPage)
        await #expect(throws: WebhookFault.self) { _ = try await adapter.answer(elsewhere) }
        #expect(pages.asked.count == 2)
    }

    @Test("Scaleway's certificate must be issued by its authority")
    func issued() async throws {
        let authority = try TopicSigner("Scaleway test authority")
        let signer = try TopicSigner("sns.scaleway.test", issuer: authority)
        let body = try signer.message(
            TopicSigner.notification("{}", topic: TopicSigner.scalewayTopic), page: TopicSigner.scalewayPage)
        let pages = MemoryPages([
            TopicSigner.scalewayPage: try signer.pem(), TopicSigner.scalewayIssuers: try authority.pem(),
        ])
        try await verify(Scaleway(pages), body, topic: TopicSigner.scalewayTopic)
        #expect(Set(pages.asked) == [TopicSigner.scalewayPage, TopicSigner.scalewayIssuers])
        pages.put(try TopicSigner("Scaleway test authority").pem(), at: TopicSigner.scalewayIssuers)
        await #expect(throws: WebhookFault.self) {
            try await verify(Scaleway(pages), body, topic: TopicSigner.scalewayTopic)
        }
    }
}
