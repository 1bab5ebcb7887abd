import FoundationEssentials

/// Base64 (RFC 4648 section 4) as signatures and keys are written.
enum Base64Text {
    /// Nil for what is none.
    static func decoded(_ text: some StringProtocol) -> [UInt8]? {
        Data(base64Encoded: String(text)).map(Array.init)
    }
}
