import Crypto
import Foundation
import Mail

@testable import Webhooks

/// Requests as each provider signs them, with keys of the tests' own.
enum Signing {
    static let now = Timestamp(seconds: 1_794_992_420)
    static let token = "jeton-de-test"
    static let sendGridKey = P256.Signing.PrivateKey()
    static let svixKey = Array("0123456789abcdef0123456789abcdef".utf8)

    static let secrets = [
        "brevo": token, "mailjet": "lettre:mot de passe", "postmark": token, "mailgun": "key-test",
        "resend": "whsec_" + Data(svixKey).base64EncodedString(),
        "sendgrid": sendGridKey.publicKey.derRepresentation.base64EncodedString(),
    ]

    static func bearer(_ body: [UInt8], token: String = token) -> WebhookRequest {
        WebhookRequest(headers: [.init("Authorization", "Bearer \(token)")], body: body)
    }

    static func basic(_ body: [UInt8], login: String) -> WebhookRequest {
        WebhookRequest(
            headers: [.init("authorization", "Basic " + Data(login.utf8).base64EncodedString())], body: body)
    }

    static func svix(_ body: [UInt8], at moment: Timestamp = now, id: String = "msg_1", key: [UInt8] = svixKey)
        -> WebhookRequest
    {
        let signed = Array("\(id).\(moment.seconds).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
        return WebhookRequest(
            headers: [
                .init("Svix-Id", id), .init("Svix-Timestamp", "\(moment.seconds)"),
                .init("Svix-Signature", "v1,bm90IHRoaXMgb25l v1,\(Data(code).base64EncodedString())"),
            ], body: body)
    }

    static func sendGrid(
        _ body: [UInt8], at moment: Timestamp = now, key: P256.Signing.PrivateKey = sendGridKey
    ) throws -> WebhookRequest {
        let signature = try key.signature(for: Array("\(moment.seconds)".utf8) + body)
        return WebhookRequest(
            headers: [
                .init("X-Twilio-Email-Event-Webhook-Timestamp", "\(moment.seconds)"),
                .init("X-Twilio-Email-Event-Webhook-Signature", signature.derRepresentation.base64EncodedString()),
            ], body: body)
    }

    /// The signature stands in the body.
    static func mailgun(
        _ event: String, at moment: Timestamp = now, token: String = "a8ce0edb", key: String = "key-test"
    ) -> WebhookRequest {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(moment.seconds)\(token)".utf8), using: SymmetricKey(data: Array(key.utf8)))
        let digits = code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let signature = #"{"timestamp":"\#(moment.seconds)","token":"\#(token)","signature":"\#(digits)"}"#
        return WebhookRequest(
            headers: [], body: Array(#"{"signature":\#(signature),"event-data":\#(event)}"#.utf8))
    }
}
