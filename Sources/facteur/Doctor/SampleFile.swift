import FoundationEssentials

/// A mail that was saved from a mailbox.
enum SampleFile {
    /// More is no mail: providers take 50 MB at most.
    private static let largest = 64 << 20

    static func read(_ path: String) throws(CommandError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .failed("doctor: \(path) cannot be read: name a file that holds the mail's source (.eml)")
        }
        guard data.count <= largest else { throw .failed("doctor: \(path) is larger than 64 MB: that is no mail") }
        return Array(data)
    }
}
