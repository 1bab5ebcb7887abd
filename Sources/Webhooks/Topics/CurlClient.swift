import CCurl
import Platform
import Transfer

/// libcurl, on a thread of its own: what it reads is read seldom.
package struct CurlClient: HTTPSClient {
    /// In milliseconds.
    private static let timeout = 10_000
    /// Of a page, in bytes.
    private static let longest = 64 * 1024
    /// Of the header before it.
    private static let longestHead = 64 * 1024

    package init() {}

    package func get(_ address: String) async throws(WebhookFault) -> [UInt8] {
        let result: Result<[UInt8], WebhookFault>
        do throws(DetachedThread.Refused) {
            result = try await DetachedThread.value { read(address) }
        } catch {
            throw .unavailable("no thread to read a certificate with: \(error)")
        }
        return try result.get()
    }

    private func read(_ address: String) -> Result<[UInt8], WebhookFault> {
        do throws(TransferFault) {
            let handle = try CurlHandle()
            try handle.set(CURLOPT_URL, address)
            try handle.set(CURLOPT_PROTOCOLS_STR, "https")
            try handle.set(CURLOPT_TIMEOUT_MS, Self.timeout)
            let answer = try handle.perform(limit: Self.longest + Self.longestHead)
            guard answer.body.count <= Self.longest else {
                return .failure(.unavailable("the provider's server sends more than \(Self.longest) bytes"))
            }
            guard answer.status == 200 else {
                return .failure(.unavailable("the provider's server answers with status \(answer.status)"))
            }
            return .success(answer.body)
        } catch {
            return .failure(.unavailable("the provider's server cannot be read: \(error)"))
        }
    }
}
