/// What decides between the two transfer encodings of a text (RFC 2045 section 6).
struct EncodingChoice: Sendable {
    private var bytes = 0
    private var beyondASCII = 0

    mutating func count(_ text: [UInt8]) {
        bytes += text.count
        // Without a condition the loop handles many bytes at a time.
        beyondASCII += text.reduce(0) { $0 + Int($1 >> 7) }
    }

    mutating func count(_ bytes: Int, beyondASCII: Int) {
        self.bytes += bytes
        self.beyondASCII += beyondASCII
    }

    /// What was counted before.
    mutating func count(_ other: EncodingChoice) { count(other.bytes, beyondASCII: other.beyondASCII) }

    /// Quoted-printable triples each byte beyond ASCII; from a sixth on base64, which adds a third to all, is shorter.
    var isBase64: Bool { beyondASCII * 6 > bytes }
}
