import Glibc

/// What changes with a file's content or with the right to read it.
struct FileStamp: Sendable, Hashable {
    private let device: UInt64
    private let inode: UInt64
    private let size: Int64
    private let modified: [Int]
    private let changed: [Int]

    /// Nil for a file that is not there.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        // A file that was made readable has changed in nothing else.
        changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    }
}
