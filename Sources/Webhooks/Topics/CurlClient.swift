import CCurl
import Platform

/// libcurl, on a thread of its own: what it reads is read seldom.
package struct CurlClient: HTTPSClient {
    private static let timeout = 10_000
    private static let longest = 64 * 1024

    private let caFile: String?

    /// - Parameter caFile: Certificates to trust instead of the system's, in PEM.
    package init(caFile: String? = nil) { self.caFile = caFile }

    package func get(_ address: String) async throws(WebhookFault) -> [UInt8] {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<[UInt8], WebhookFault>, Never>) in
            do throws(DetachedThread.Refused) {
                try DetachedThread.start { continuation.resume(returning: read(address)) }
            } catch {
                continuation.resume(returning: .failure(.unavailable("no thread to read a certificate with: \(error)")))
            }
        }
        return try result.get()
    }

    /// What was received, reached by libcurl through a pointer while it runs.
    private final class Received {
        var octets: [UInt8] = []
    }

    private func read(_ address: String) -> Result<[UInt8], WebhookFault> {
        guard let handle = curl_easy_init() else {
            return .failure(.unavailable("libcurl has no memory for a request"))
        }
        defer { curl_easy_cleanup(handle) }
        let received = Received()
        let context = Unmanaged.passUnretained(received).toOpaque()
        var options = [
            facteur_set_string(handle, CURLOPT_URL, address),
            facteur_set_string(handle, CURLOPT_PROTOCOLS_STR, "https"),
            facteur_set_long(handle, CURLOPT_TIMEOUT_MS, Self.timeout),
            // Signals belong to the process, and this is one thread of many.
            facteur_set_long(handle, CURLOPT_NOSIGNAL, 1),
            facteur_set_long(handle, CURLOPT_FOLLOWLOCATION, 0),
            facteur_set_write_callback(
                handle,
                { bytes, size, count, context in
                    guard let bytes, let context else { return 0 }
                    let received = Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
                    guard received.octets.count + size * count <= CurlClient.longest else { return 0 }
                    received.octets += UnsafeRawBufferPointer(start: bytes, count: size * count)
                    return size * count
                }, context),
        ]
        if let caFile { options.append(facteur_set_string(handle, CURLOPT_CAINFO, caFile)) }
        if let refused = options.first(where: { $0 != CURLE_OK }) { return .failure(failure(refused)) }
        let result = withExtendedLifetime(received) { curl_easy_perform(handle) }
        guard result == CURLE_OK else { return .failure(failure(result)) }
        var status = 0
        guard facteur_get_long(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK, status == 200 else {
            return .failure(.unavailable("the provider's server answers with status \(status)"))
        }
        return .success(received.octets)
    }

    private func failure(_ code: CURLcode) -> WebhookFault {
        .unavailable("the provider's server cannot be read: \(String(cString: curl_easy_strerror(code)))")
    }
}
