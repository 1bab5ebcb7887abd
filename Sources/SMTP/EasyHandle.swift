import CCurl

/// Owner of one libcurl easy handle: one connection, opened by libcurl and spoken on by us (`CURLOPT_CONNECT_ONLY`).
struct EasyHandle: ~Copyable {
    enum Sent {
        case bytes(Int)
        case again
        case failed(String)
    }

    enum Received {
        case bytes(Int)
        case again
        case closed(String)
    }

    let raw: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>

    init() throws(RelayFault) {
        guard let raw = curl_easy_init() else { throw RelayFault("libcurl has no memory for a connection") }
        self.raw = raw
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        facteur_set_error_buffer(raw, errorText)
    }

    deinit {
        curl_easy_cleanup(raw)
        errorText.deallocate()
    }

    func set(_ option: CURLoption, _ value: Int) throws(RelayFault) {
        try check(facteur_set_long(raw, option, value), option)
    }

    func set(_ option: CURLoption, _ value: String) throws(RelayFault) {
        try check(facteur_set_string(raw, option, value), option)
    }

    private func check(_ result: CURLcode, _ option: CURLoption) throws(RelayFault) {
        guard result != CURLE_OK else { return }
        throw RelayFault("libcurl refuses option \(option.rawValue): \(String(cString: curl_easy_strerror(result)))")
    }

    /// The open connection's socket, nil when it has none.
    var socket: curl_socket_t? {
        var socket: curl_socket_t = -1
        guard facteur_get_socket(raw, &socket) == CURLE_OK, socket >= 0 else { return nil }
        return socket
    }

    /// Whether TCP has been established.
    var isConnected: Bool {
        var microseconds: curl_off_t = 0
        return facteur_get_time(raw, CURLINFO_CONNECT_TIME_T, &microseconds) == CURLE_OK && microseconds > 0
    }

    /// What libcurl says of a failure, in one line.
    func explanation(of result: CURLcode) -> String {
        let detail = String(cString: errorText)
        let line = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
        return String(line.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
    }

    /// Hands bytes to the connection. After `again` the same bytes must be offered again, at the same address.
    func send(_ bytes: [UInt8], from offset: Int) -> Sent {
        bytes.withUnsafeBytes { buffer in
            let rest = buffer[offset...]
            var count = 0
            let result = curl_easy_send(raw, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, &count)
            return switch result {
            case CURLE_OK: .bytes(count)
            case CURLE_AGAIN: .again
            default: .failed(explanation(of: result))
            }
        }
    }

    /// Reads what there is, at most the buffer's size. Must be called until it says `again`: TLS may hold bytes that no
    /// poll sees.
    func receive(into buffer: inout [UInt8]) -> Received {
        buffer.withUnsafeMutableBytes { buffer in
            var count = 0
            let result = curl_easy_recv(raw, buffer.baseAddress, buffer.count, &count)
            return switch result {
            case CURLE_OK: count > 0 ? .bytes(count) : .closed("the relay closed the connection")
            case CURLE_AGAIN: .again
            default: .closed(explanation(of: result))
            }
        }
    }
}
