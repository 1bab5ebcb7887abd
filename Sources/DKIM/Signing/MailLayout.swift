/// Where the parts of a mail are: its header fields, in their order, and its body (RFC 5322 section 2.1).
struct MailLayout {
    /// Each with its folded lines and its CRLF.
    private(set) var fields: [Range<Int>] = []
    /// Behind the empty line; at the mail's end where there is none.
    private(set) var bodyStart: Int

    init(of mail: UnsafeBufferPointer<UInt8>) {
        fields.reserveCapacity(32)
        bodyStart = mail.count
        var start = 0
        var index = 0
        while index + 1 < mail.count {
            guard mail[index] == 0x0D, mail[index + 1] == 0x0A else {
                index += 1
                continue
            }
            if index == start {
                bodyStart = index + 2
                return
            }
            index += 2
            if index < mail.count, mail[index].isWhiteSpace { continue }
            fields.append(start..<index)
            start = index
        }
        if start < mail.count { fields.append(start..<mail.count) }
    }
}
