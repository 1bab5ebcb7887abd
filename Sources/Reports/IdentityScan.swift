import Mail

/// Finds identities of messages and keys of readers in words that anybody may have written.
enum IdentityScan {
    /// Every run of exactly 32 hexadecimal digits before an `@`, as a Message-ID and an envelope sender of ours have it; before a `=`
    /// too, for forwarders write the sender so into one of theirs (SRS).
    static func identities(in text: String) -> [MessageID] {
        var found: [MessageID] = []
        var run: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                UInt8(ascii: "A")...UInt8(ascii: "F"):
                // Longer ones are nobody's: what is beyond is counted, not kept.
                if run.count <= 32 { run.append(byte) }
            case UInt8(ascii: "@"), UInt8(ascii: "="):
                if run.count == 32, let id = MessageID(compact: String(decoding: run, as: UTF8.self)) {
                    found.append(id)
                }
                run.removeAll(keepingCapacity: true)
            // A word that only ends like one.
            case UInt8(ascii: "g")...UInt8(ascii: "z"), UInt8(ascii: "G")...UInt8(ascii: "Z"):
                run = Array(repeating: 0, count: 33)
            default: run.removeAll(keepingCapacity: true)
            }
            if found.count == MessageReferences.most { break }
        }
        return found
    }

    /// The first key behind these characters.
    static func token(in text: String, after mark: String) -> String? {
        let bytes = Array(text.utf8)
        let mark = Array(mark.utf8)
        var start = 0
        while start + mark.count + UnsubscribeAddress.tokenLength <= bytes.count {
            guard bytes[start...].starts(with: mark) else {
                start += 1
                continue
            }
            start += mark.count
            let word = bytes[start...].prefix(UnsubscribeAddress.tokenLength + 1).prefix(while: isTokenByte)
            if word.count == UnsubscribeAddress.tokenLength { return String(decoding: word, as: UTF8.self) }
        }
        return nil
    }

    /// Whether this could be a reader's key: base64 for links (RFC 4648 section 5) of 32 bytes.
    static func isToken(_ word: String) -> Bool {
        word.utf8.count == UnsubscribeAddress.tokenLength && word.utf8.allSatisfy(isTokenByte)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
