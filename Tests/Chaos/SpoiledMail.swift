/// A mail in which one letter of what is signed is another one.
enum SpoiledMail {
    /// Field names whose values are covered by the signature (M26).
    private static let signed = ["from:", "to:", "subject:", "date:", "message-id:", "content-type:"]

    static func changed(_ mail: [UInt8], _ chance: inout Chance) -> [UInt8] {
        let candidates = signedParts(of: mail).flatMap(\.self).filter { isLetter(mail[$0]) }
        guard let index = candidates.randomElement(using: &chance) else { return mail }
        var changed = mail
        // Another letter of the same case: neither form nor folding changes.
        changed[index] = mail[index] & 0x1F == 0x01 ? mail[index] + 1 : mail[index] - 1
        return changed
    }

    /// The values of signed fields, and the body.
    private static func signedParts(of mail: [UInt8]) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        var isSigned = false
        while start < mail.count {
            let end = mail[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? mail.count
            let line = mail[start..<end]
            if line.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) { return parts + [end..<mail.count] }
            var valueStart = start
            if line.first != 0x20, line.first != 0x09 {
                let name = String(decoding: line.prefix { $0 != 0x3A }, as: UTF8.self).lowercased() + ":"
                isSigned = signed.contains(name)
                valueStart += name.utf8.count
            }
            if isSigned, valueStart < end { parts.append(valueStart..<end) }
            start = end
        }
        return parts
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) }
}
