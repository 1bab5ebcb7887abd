import Mail
import Reports

@testable import Webhooks

/// Whatever is posted in a provider's name is read or refused, what is read of it is fit for a log and for the outbox, and nothing proves
/// itself by chance. The first byte chooses the provider.
func checkWebhook(_ input: [UInt8]) {
    var choices = Choices(input)
    let adapters = WebhookAdapters.all(NoPages())
    let adapter = adapters[choices.number(upTo: adapters.count - 1)]
    let body = Array(choices.rest)
    checkProof(body)
    guard let events = try? adapter.events(body) else { return }
    for event in events {
        require(
            !event.id.isEmpty && event.id.utf8.count <= 200 && isOneLine(event.id), "an event is known by a short key")
        let report = event.report
        require(
            isOneLine(report.text) && report.text.unicodeScalars.count <= 512, "a server's words are one short line")
        require([report.recipient, report.reporter].allSatisfy { $0.map(isOneLine) ?? true }, "names are one line")
        require(report.code.map { (200...599).contains($0) } ?? true, "a code is one of SMTP's")
        require(report.enhanced.map(isEnhancedCode) ?? true, "an enhanced code is class.subject.detail")
        require(report.references.messages.count <= MessageReferences.most, "identities are counted")
        require((200...599).contains(report.reply.code), "the table of replies can judge it")
    }
}

/// The same bytes as what a signature, a certificate and a topic's message are read from.
private func checkProof(_ body: [UInt8]) {
    let text = String(decoding: body, as: UTF8.self)
    let names = ["svix-id", "svix-timestamp", "svix-signature", "authorization"]
    let headers = zip(names, Choices.texts(body, count: names.count)).map { WebhookRequest.Header($0, $1) }
    let request = WebhookRequest(headers: headers, body: body)
    let now = Timestamp(seconds: 1_795_000_000)
    let isProven =
        (try? SvixSignature.verify(request, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", now: now)) != nil
    require(!isProven, "a signature is not guessed")
    require((try? Mailgun().verify(request, secret: "clef", now: now)) == nil, "nor is this one")
    _ = CertificateText.certificates(body)
    _ = HTTPSAddress.isOne(text, of: "sns.eu-west-3.amazonaws.com")
    if let message = try? TopicMessage(body) { _ = (message.signed, message.signature) }
}

/// Nothing is fetched here.
private struct NoPages: HTTPSClient {
    func get(_ address: String) async throws(WebhookFault) -> [UInt8] { throw .unavailable("there is no such page") }
}
