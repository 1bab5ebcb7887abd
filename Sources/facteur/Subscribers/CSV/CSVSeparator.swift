/// Finds out what stands between the fields of a file, from its first line that tells: the character of `sep=;`, which Excel
/// understands, or the one of tab, semicolon and comma that stands most often outside quotes.
struct CSVSeparator {
    private static let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]

    /// What has been read of the line, without its end.
    private(set) var line: [UInt8] = []
    private var counts = [0, 0, 0]
    private var isQuoted = false
    /// Whether a quote would begin a field, or go on with one.
    private var mayOpen = true

    /// Takes the next byte; whether the line ends with it.
    mutating func take(_ byte: UInt8) -> Bool {
        let isEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        if isEnd, !isQuoted { return true }
        line.append(byte)
        if byte == UInt8(ascii: "\"") {
            if isQuoted || mayOpen { isQuoted.toggle() }
            mayOpen = !isQuoted
        } else if !isQuoted {
            let candidate = Self.candidates.firstIndex(of: byte)
            if let candidate { counts[candidate] += 1 }
            mayOpen = candidate != nil
        }
        return false
    }

    /// The separator that the line says, being no more than that: `sep=;`, in quotes or not.
    var declared: UInt8? {
        let word = line.filter { $0 != UInt8(ascii: "\"") }
        let begins = String(decoding: word.prefix(4), as: UTF8.self).lowercased() == "sep="
        return begins && word.count == 5 ? word.last : nil
    }

    /// The one that stands most often on the line; nil where there is none.
    var mostFrequent: UInt8? {
        guard let most = counts.max(), most > 0 else { return nil }
        return counts.firstIndex(of: most).map { Self.candidates[$0] }
    }
}
