import Mail

/// The name of a folder as IMAP has it: modified UTF-7 (RFC 3501 section 5.1.3), in which `Traités` is `Trait&AOk-s`.
struct FolderName: Sendable, Hashable {
    /// Printable ASCII.
    let encoded: String

    init(_ name: String) {
        var encoded = ""
        var shifted: [UInt16] = []
        for unit in name.utf16 {
            if (0x20...0x7E).contains(unit), let scalar = Unicode.Scalar(unit) {
                Self.flush(&shifted, into: &encoded)
                encoded += scalar == "&" ? "&-" : String(Character(scalar))
            } else {
                shifted.append(unit)
            }
        }
        Self.flush(&shifted, into: &encoded)
        self.encoded = encoded
    }

    /// As a quoted string of a command (RFC 3501 section 4.3).
    var quoted: String {
        "\"" + encoded.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
    }

    /// As a part of a URL's path (RFC 5092).
    var percentEncoded: String {
        encoded.utf8.percentEncoded { $0.isAlphanumeric || "-._/".utf8.contains($0) }
    }

    /// Base64 of UTF-16 with a comma in place of the slash, and without padding.
    private static func flush(_ units: inout [UInt16], into text: inout String) {
        guard !units.isEmpty else { return }
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)
        var bits: UInt32 = 0
        var count = 0
        text += "&"
        for byte in units.flatMap({ [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.unicodeScalars.append(Unicode.Scalar(alphabet[Int(bits >> UInt32(count) & 63)]))
            }
        }
        if count > 0 { text.unicodeScalars.append(Unicode.Scalar(alphabet[Int(bits << UInt32(6 - count) & 63)])) }
        text += "-"
        units = []
    }
}
