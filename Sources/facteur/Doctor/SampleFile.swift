/// A mail that was saved from a mailbox.
enum SampleFile {
    /// More is no mail: providers take 50 MB at most.
    private static let largest = 64 << 20

    static func read(_ path: String) throws(CommandError) -> [UInt8] {
        let data: [UInt8]
        do throws(FileBytes.Unreadable) { data = try FileBytes.read(path) } catch {
            throw .failed("doctor: \(path): \(error.reason): name a file that holds the mail's source (.eml)")
        }
        guard data.count <= largest else { throw .failed("doctor: \(path) is larger than 64 MB: that is no mail") }
        return data
    }
}
