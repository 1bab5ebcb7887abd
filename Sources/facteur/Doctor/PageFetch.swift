import CCurl
import Mail
import Platform
import Transfer

/// Reads a page once, as somebody who looks on: no redirection is followed.
enum PageFetch {
    struct Page: Sendable {
        let status: Int
        /// Where a redirection leads; nil without one.
        let location: String?
        let text: String
        /// As libcurl tells it; nil without TLS.
        let certificateEnd: String?
    }

    enum Answer: Sendable {
        case page(Page)
        case failed(TransferFault)
    }

    /// In milliseconds.
    private static let timeout = 5_000
    /// In bytes, head and body together.
    private static let longest = 256 * 1024

    static func get(_ url: String) async -> Answer {
        do throws(DetachedThread.Refused) { return try await DetachedThread.value { read(url) } } catch {
            return .failed(TransferFault(.setUp, "no thread to ask with: \(error)"))
        }
    }

    private static func read(_ url: String) -> Answer {
        do throws(TransferFault) {
            let handle = try CurlHandle()
            try handle.set(CURLOPT_URL, url)
            try handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
            try handle.set(CURLOPT_TIMEOUT_MS, timeout)
            try handle.set(CURLOPT_CERTINFO, 1)
            // A proxy of the environment is none for this machine's own ports.
            try handle.set(CURLOPT_NOPROXY, "127.0.0.1,localhost,::1")
            let answer = try handle.perform(limit: longest)
            return .page(
                Page(
                    status: answer.status, location: location(in: answer.head),
                    text: String(decoding: answer.body, as: UTF8.self), certificateEnd: answer.certificateEnd))
        } catch {
            return .failed(error)
        }
    }

    /// Without what stands behind the path, which may be a token.
    private static func location(in head: [UInt8]) -> String? {
        let lines = String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let line = lines.last(where: { $0.lowercased().hasPrefix("location:") }) else { return nil }
        let value = line.dropFirst("location:".count).drop { $0 == " " }.prefix { $0 != "?" && $0 != "#" }
        return ShownValue.withoutLogins(String(value.prefix(200)))
    }
}
