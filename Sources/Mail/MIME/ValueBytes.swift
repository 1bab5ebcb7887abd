/// The values of one letter as bytes: looked at once, however many places they stand in.
struct ValueBytes {
    /// A value in one way of writing it.
    struct Form {
        fileprivate(set) var range: Range<Int>
        fileprivate(set) var beyondASCII = 0
        /// Whether each of its bytes stands for itself in quoted-printable.
        fileprivate(set) var isLiteral = true
    }

    /// All of them, one behind the other.
    private(set) var bytes: [UInt8] = []
    private var plain: [Form] = []
    /// As they stand in markup; empty where that is the same for all of them.
    private var escaped: [Form] = []
    /// Whether no value says anything that reaches beyond its line: each is there, adds no line and takes none away, no mark of it joins
    /// a letter before it, and no white space of it ends a line.
    private(set) var arePlain = true

    init(_ values: [String]) {
        bytes.reserveCapacity(values.reduce(64) { $0 + $1.utf8.count })
        plain.reserveCapacity(values.count)
        var haveMarkup = false
        for value in values {
            let start = bytes.count
            bytes += value.utf8
            let look = look(at: start..<bytes.count)
            plain.append(look.form)
            haveMarkup = haveMarkup || look.hasMarkup
            arePlain = arePlain && look.isPlain
        }
        if haveMarkup { escape(values) }
    }

    /// A value by its number.
    func form(_ number: Int, _ escaping: MergeText.Escaping) -> Form {
        escaping == .none || escaped.isEmpty ? plain[number] : escaped[number]
    }

    private mutating func escape(_ values: [String]) {
        for value in values {
            let start = bytes.count
            HTMLText.append(value.utf8, to: &bytes)
            escaped.append(look(at: start..<bytes.count).form)
        }
    }

    private func look(at range: Range<Int>) -> (form: Form, isPlain: Bool, hasMarkup: Bool) {
        var form = Form(range: range)
        var isPlain = !range.isEmpty
        var hasMarkup = false
        var last: UInt8 = 0
        for byte in bytes[range] {
            last = byte
            hasMarkup = hasMarkup || HTMLText.isSpecial(byte)
            guard !QuotedPrintable.isPlain(byte) else { continue }
            form.isLiteral = false
            form.beyondASCII += Int(byte >> 7)
            if byte == 0x0A || byte == 0x0D || byte.mayBeginCombiningMark { isPlain = false }
        }
        return (form, isPlain && last != 0x20 && last != 0x09, hasMarkup)
    }
}
