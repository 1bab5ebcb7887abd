import CCurl
import Mail
import Platform

/// One look at the way to a relay, as far as it goes without a login: what each step came to.
package struct RelayInspection: Sendable {
    /// The address that was connected to, or tried last; nil where the name has none.
    package private(set) var address: String?
    package private(set) var isConnected = false
    /// How long finding the name and connecting took.
    package private(set) var connect = Duration.zero
    /// What the relay said up to there.
    package private(set) var handshake: SMTPHandshake
    /// Whether TLS is on, with a certificate that holds.
    package private(set) var isEncrypted = false
    /// When the relay's certificate ends, as libcurl writes it: `Nov 30 12:00:00 2026 GMT`; nil where there is none.
    package private(set) var certificateEnd: String?
    /// Why it went no further; nil where the way is open.
    package private(set) var end: Transmission.End?
    /// Whether it fails because TLS begins with the first byte where STARTTLS was awaited, or the other way round.
    package private(set) var isOtherWayRound = false

    /// Looks, on a thread of its own, for no longer than `patience` at a time: what keeps a worker waiting for minutes is soon clear to
    /// somebody who looks on.
    package static func of(_ relay: RelaySettings, within patience: Duration) async throws(RelayFault)
        -> RelayInspection
    {
        if let fault = relay.fault { throw fault }
        let result: Result<RelayInspection, RelayFault>
        do throws(DetachedThread.Refused) {
            result = try await DetachedThread.value {
                Result { () throws(RelayFault) in try RelayInspection(relay, within: patience) }
            }
        } catch {
            throw RelayFault("no thread to look at the relay with: \(error)")
        }
        return try result.get()
    }

    private init(_ relay: RelaySettings, within patience: Duration) throws(RelayFault) {
        self = try RelayInspection(once: relay, within: patience)
        switch end {
        case .broken(.timedOut, at: .greeting, _) where !relay.implicitTLS,
            .broken(.tlsFailed, _, _) where relay.implicitTLS && handshake.stage == .greeting:
            var other = relay
            other.implicitTLS.toggle()
            other.tls = .required
            let look = try RelayInspection(once: other, within: patience)
            isOtherWayRound = other.implicitTLS ? look.isEncrypted : look.handshake.stage != .greeting
        default: break
        }
    }

    private init(once relay: RelaySettings, within patience: Duration) throws(RelayFault) {
        handshake = SMTPHandshake(expectsStartTLS: relay.tls == .required && !relay.implicitTLS)
        let handle = try EasyHandle()
        var anonymous = relay
        anonymous.username = nil
        anonymous.password = nil
        anonymous.tokens = nil
        anonymous.timeouts.connect = patience
        anonymous.timeouts.greeting = patience
        try handle.configure(for: anonymous)
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, Int(patience / .milliseconds(1)))
        try handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Int((patience / .seconds(1)).rounded(.up)))
        try handle.set(CURLOPT_TIMEOUT_MS, 2 * Int(patience / .milliseconds(1)))
        try handle.set(CURLOPT_CERTINFO, 1)
        let ear = Ear(handshake)
        facteur_set_header_callback(
            handle.raw,
            { bytes, size, count, context in
                guard let bytes, let context else { return 0 }
                let ear = Unmanaged<Ear>.fromOpaque(context).takeUnretainedValue()
                return ear.handshake.heard(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
            }, Unmanaged.passUnretained(ear).toOpaque())
        let result = curl_easy_perform(handle.raw)
        handshake = ear.handshake
        address = handle.text(CURLINFO_PRIMARY_IP)
        isConnected = handle.isConnected
        connect = handle.time(CURLINFO_CONNECT_TIME_T)
        isEncrypted = handle.time(CURLINFO_APPCONNECT_TIME_T) > .zero && (relay.implicitTLS || relay.tls == .required)
        certificateEnd = facteur_certificate_field(handle.raw, "Expire date").map { String(cString: $0) }
        guard result != CURLE_OK else {
            _ = handle.send(Array("QUIT\r\n".utf8), from: 0)
            return
        }
        end = .unopened(result, handshake, isConnected: isConnected, detail: handle.explanation(of: result))
    }

    /// What libcurl's callback writes to.
    private final class Ear {
        var handshake: SMTPHandshake

        init(_ handshake: SMTPHandshake) { self.handshake = handshake }
    }
}

extension EasyHandle {
    /// nil where libcurl has none.
    fileprivate func text(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        guard facteur_get_string(raw, info, &value) == CURLE_OK, let value else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }

    fileprivate func time(_ info: CURLINFO) -> Duration {
        var microseconds: curl_off_t = 0
        guard facteur_get_time(raw, info, &microseconds) == CURLE_OK else { return .zero }
        return .microseconds(microseconds)
    }
}
