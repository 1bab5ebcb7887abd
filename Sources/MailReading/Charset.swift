/// The character sets that are read.
enum Charset {
    /// The octets as text: UTF-8 and ASCII, and everything else as Latin-1.
    static func text(_ octets: some Collection<UInt8>, in charset: some StringProtocol) -> String {
        switch charset.lowercased() {
        case "utf-8", "utf8", "us-ascii", "": String(decoding: octets, as: UTF8.self)
        default: String(String.UnicodeScalarView(octets.map { Unicode.Scalar($0) }))
        }
    }
}
