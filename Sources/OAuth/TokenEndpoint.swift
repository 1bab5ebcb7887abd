import CCurl
import Mail
import Transfer

/// A token server (RFC 6749 section 3.2), asked over HTTPS.
struct TokenEndpoint: Sendable {
    /// Enough for any token.
    private static let largestAnswer = 64 * 1024
    private static let connectTime = 10
    private static let wholeTime = 30

    let url: String

    /// `login.example`, for faults.
    var name: String {
        let rest = url.drop { $0 != "/" }.drop { $0 == "/" }
        return "the token server \(rest.prefix { $0 != "/" && $0 != "?" })"
    }

    /// A refusal to wait for, or an answer, each with how long the server wants to be left alone.
    struct Answer {
        var grant: Result<TokenGrant, TokenFault>
        var wait: Duration?
    }

    /// Asks, and waits up to half a minute.
    func ask(_ request: TokenRequest) -> Answer {
        do throws(TransferFault) {
            let handle = try CurlHandle()
            try handle.set(CURLOPT_URL, url)
            // In clear for a server on this machine alone; the settings let no other in.
            try handle.set(CURLOPT_PROTOCOLS_STR, url.hasPrefix("http://") ? "http" : "https")
            try handle.set(CURLOPT_CONNECTTIMEOUT, Self.connectTime)
            try handle.set(CURLOPT_TIMEOUT, Self.wholeTime)
            try handle.setHeaders(["Content-Type: \(TokenRequest.contentType)", "Accept: application/json", "Expect:"])
            try handle.set(CURLOPT_COPYPOSTFIELDS, request.form)
            let answer = try handle.perform(limit: Self.largestAnswer)
            return Answer(grant: grant(answer, request), wait: Self.wait(in: answer.head))
        } catch {
            let fault = TokenFault(
                error.kind == .unreachable ? .unreachable : .refused, "\(name): \(error.description)")
            return Answer(grant: .failure(fault), wait: nil)
        }
    }

    private func grant(_ answer: CurlHandle.Answer, _ request: TokenRequest) -> Result<TokenGrant, TokenFault> {
        do throws(TokenFault) {
            return .success(
                try TokenGrant(
                    status: answer.status, body: answer.body, server: name, secrets: request.secrets))
        } catch {
            return .failure(error)
        }
    }

    /// Retry-After in seconds (RFC 9110 section 10.2.3); a date there is passed over, and our own pause counts.
    static func wait(in head: [UInt8]) -> Duration? {
        for line in head.split(separator: UInt8(ascii: "\n")) {
            let text = String(decoding: line, as: UTF8.self)
            let parts = text.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "retry-after" else { continue }
            return Int(parts[1].filter { $0 != " " && $0 != "\r" && $0 != "\r\n" }).map {
                .seconds(max(0, min($0, 86_400)))
            }
        }
        return nil
    }
}
