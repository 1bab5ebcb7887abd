/// Which header fields a signature covers (RFC 6376 section 5.4): what readers see, what says how the body is read, and what mailbox
/// providers act by.
struct SignedFields {
    /// The names for the `h=` tag, in the order in which the fields were signed.
    private(set) var names: [[UInt8]] = []
    /// The fields' relaxed forms, each with CRLF.
    private(set) var canonical: [UInt8] = []

    /// A field that is signed where it is there.
    private struct Field {
        let name: [UInt8]
        /// Whether it is named once more than it is there, so that nobody can add another one (RFC 6376 sections 5.4.2 and 8.15).
        let isSealed: Bool

        init(_ name: String, isSealed: Bool = false) {
            self.name = Array(name.utf8)
            self.isSealed = isSealed
        }
    }

    private static let wanted = [
        Field("From", isSealed: true), Field("To", isSealed: true), Field("Subject", isSealed: true),
        Field("Date", isSealed: true), Field("Message-ID", isSealed: true), Field("Reply-To", isSealed: true),
        Field("MIME-Version"), Field("Content-Type", isSealed: true), Field("Content-Transfer-Encoding"),
        Field("Content-Language"), Field("Auto-Submitted"), Field("Feedback-ID"), Field("List-Id"),
        Field("List-Unsubscribe", isSealed: true), Field("List-Unsubscribe-Post", isSealed: true),
    ]

    init(of mail: UnsafeBufferPointer<UInt8>, _ layout: MailLayout) {
        names.reserveCapacity(2 * Self.wanted.count)
        canonical.reserveCapacity(min(layout.bodyStart, 4096))
        let kinds = layout.fields.map { range in Self.wanted.firstIndex { Self.field(mail[range], isNamed: $0.name) } }
        for (kind, wanted) in Self.wanted.enumerated() {
            // Of several with one name the last is signed first (RFC 6376 section 5.4.2).
            for index in layout.fields.indices.reversed() where kinds[index] == kind {
                RelaxedHeader.append(mail[layout.fields[index]], to: &canonical)
                canonical += [0x0D, 0x0A]
                names.append(wanted.name)
            }
            if wanted.isSealed { names.append(wanted.name) }
        }
    }

    private static func field(_ field: Slice<UnsafeBufferPointer<UInt8>>, isNamed name: [UInt8]) -> Bool {
        guard field.count > name.count else { return false }
        var index = field.startIndex
        for byte in name {
            guard field[index].lowercased == byte.lowercased else { return false }
            index += 1
        }
        while index < field.endIndex, field[index].isWhiteSpace { index += 1 }
        return index < field.endIndex && field[index] == UInt8(ascii: ":")
    }
}
