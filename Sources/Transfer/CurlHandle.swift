import CCurl
import Glibc

/// Owner of one libcurl easy handle that asks a server for something and waits for all of the answer: for a thread that may wait.
package final class CurlHandle {
    /// What came back.
    package struct Answer: Sendable {
        /// Lines about the answer: HTTP's header, IMAP's untagged responses.
        package var head: [UInt8] = []
        package var body: [UInt8] = []
        /// Of HTTP; 0 elsewhere.
        package var status = 0
        /// When the server's certificate ends, as libcurl writes it: `Nov 30 12:00:00 2026 GMT`; nil where CURLOPT_CERTINFO is not set.
        package var certificateEnd: String?
    }

    let raw: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var headers = HeaderList()
    private var gate: AddressGate?
    private var answer = Answer()
    private var room = 0

    package init() throws(TransferFault) {
        guard Self.isLibraryReady, let raw = curl_easy_init() else {
            throw TransferFault(.setUp, "libcurl has no memory for a connection")
        }
        self.raw = raw
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        facteur_set_error_buffer(raw, errorText)
        // Signals are the process's own.
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        // Where a server sends one, nobody has said that it may be trusted.
        try set(CURLOPT_FOLLOWLOCATION, 0)
    }

    deinit {
        curl_easy_cleanup(raw)
        errorText.deallocate()
    }

    /// Once per process; and a write to a closed socket is to end no process.
    private static let isLibraryReady: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    }()

    package func set(_ option: CURLoption, _ value: Int) throws(TransferFault) {
        try check(facteur_set_long(raw, option, value), option)
    }

    /// libcurl keeps a copy of the text.
    package func set(_ option: CURLoption, _ value: String) throws(TransferFault) {
        try check(facteur_set_string(raw, option, value), option)
    }

    /// Takes an option back to what libcurl does without it.
    package func unset(_ option: CURLoption) throws(TransferFault) {
        try check(facteur_set_string(raw, option, nil), option)
    }

    /// Header lines of HTTP, besides libcurl's own, in place of those before.
    package func setHeaders(_ lines: [String]) throws(TransferFault) {
        let list = HeaderList()
        for line in lines { list.append(line) }
        try check(facteur_set_list(raw, CURLOPT_HTTPHEADER, list.list), CURLOPT_HTTPHEADER)
        headers = list
    }

    /// Connects to no other address than those that the rule lets through: to none of a name's but these, whatever was looked up before.
    /// No proxy of the environment stands in between. `rule` gets the 4 or 16 bytes of an address of IPv4 or IPv6.
    package func connect(onlyWhere rule: @escaping @Sendable ([UInt8]) -> Bool) throws(TransferFault) {
        let gate = AddressGate(rule)
        try set(CURLOPT_PROXY, "")
        try check(facteur_set_gate(raw, gate.pointer), CURLOPT_OPENSOCKETFUNCTION)
        self.gate = gate
    }

    /// The bytes of the address that the rule last kept out; nil while it kept out none.
    package var addressKeptOut: [UInt8]? { gate?.keptOut }

    private func check(_ result: CURLcode, _ option: CURLoption) throws(TransferFault) {
        guard result != CURLE_OK else { return }
        let text = String(cString: curl_easy_strerror(result))
        throw TransferFault(.setUp, "libcurl refuses option \(option.rawValue): \(text)")
    }

    /// Asks, and waits for the answer: at most `limit` bytes of it.
    package func perform(limit: Int, keepsBody: Bool = true) throws(TransferFault) -> Answer {
        answer = Answer()
        room = limit
        gate?.keptOut = nil
        let context = Unmanaged.passUnretained(self).toOpaque()
        facteur_set_header_callback(
            raw, { CurlHandle.take($0, $1 * $2, $3, into: \.head) }, context)
        if keepsBody {
            facteur_set_write_callback(raw, { CurlHandle.take($0, $1 * $2, $3, into: \.body) }, context)
        } else {
            facteur_set_write_callback(raw, { _, size, count, _ in size * count }, context)
        }
        errorText[0] = 0
        let result = curl_easy_perform(raw)
        guard result == CURLE_OK else {
            throw room < 0 ? TransferFault(.tooLarge, "the answer is larger than \(limit) bytes") : fault(result)
        }
        var status = 0
        facteur_get_long(raw, CURLINFO_RESPONSE_CODE, &status)
        answer.status = status
        answer.certificateEnd = facteur_certificate_field(raw, "Expire date").map { String(cString: $0) }
        return answer
    }

    private static func take(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
        into part: WritableKeyPath<Answer, [UInt8]>
    ) -> Int {
        guard let bytes, let context else { return 0 }
        let handle = Unmanaged<CurlHandle>.fromOpaque(context).takeUnretainedValue()
        handle.room -= count
        // Less than all makes libcurl give up.
        guard handle.room >= 0 else { return 0 }
        handle.answer[keyPath: part] += UnsafeRawBufferPointer(start: bytes, count: count)
        return count
    }

    /// The last refusal among the lines of an IMAP server, printable, at most 400 characters: `A004 NO [TRYCREATE] ...`. libcurl says
    /// LOGOUT behind it, whose answer is of no interest.
    private var lastRefusal: String {
        let line = answer.head.split(separator: UInt8(ascii: "\n")).last { line in
            let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
            return words.count > 1 && ["NO", "BAD"].contains(String(decoding: words[1], as: UTF8.self).uppercased())
        }
        let text = String(decoding: (line ?? []).prefix(400), as: UTF8.self)
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }

    private func fault(_ result: CURLcode) -> TransferFault {
        let detail = String(cString: errorText)
        let line = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
        let text = String(line.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
        // A folder that cannot be selected has no code of its own.
        let kind = text.hasPrefix("Select failed") ? .refused : TransferFault.Kind(result)
        // libcurl keeps to itself why a server refuses.
        let said = kind == .loginDenied || kind == .refused ? lastRefusal : ""
        return TransferFault(kind, said.isEmpty ? text : "\(text): \(said)")
    }
}

/// libcurl's list of strings, freed with its owner.
private final class HeaderList {
    private(set) var list: UnsafeMutablePointer<curl_slist>?

    func append(_ line: String) { list = curl_slist_append(list, line) }

    deinit { curl_slist_free_all(list) }
}
