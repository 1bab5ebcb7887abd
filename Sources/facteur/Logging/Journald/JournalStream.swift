import Glibc

/// What JOURNAL_STREAM says: device and inode of the stream that systemd gave to a service as its standard output or error
/// (systemd.exec(5)). A child of that service may have another one by now, so they are compared.
struct JournalStream: Sendable, Hashable {
    let device: UInt64
    let inode: UInt64

    /// `8:12345`; nil for anything else.
    init?(_ text: String?) {
        guard let parts = text?.split(separator: ":", omittingEmptySubsequences: false), parts.count == 2,
            let device = UInt64(parts[0]), let inode = UInt64(parts[1])
        else { return nil }
        self.device = device
        self.inode = inode
    }

    /// Whether a file descriptor is that stream.
    func isBehind(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        return status.st_dev == device && status.st_ino == inode
    }
}
