import Glibc

/// What a system call complained of, and what a person can do about it.
struct Complaint: Sendable {
    let errno: Int32

    /// Of the last call of this thread.
    static var last: Complaint { Complaint(errno: Glibc.errno) }

    var text: String { String(cString: strerror(errno)) }

    var advice: String {
        switch errno {
        case ENOSPC, EDQUOT, EFBIG: "free space on the file system of state.directory"
        case EROFS: "mount the file system of state.directory for writing; the kernel's log says why it is not"
        case EIO: "the disk under state.directory fails: mend it, the kernel's log says more"
        default: "state.directory must be a folder that this user can write"
        }
    }
}
