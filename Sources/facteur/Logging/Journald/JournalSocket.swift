import Glibc
import Synchronization

/// The socket on which journald takes entries with fields. One datagram an entry; what is too long for a datagram goes as a sealed file
/// in memory, whose descriptor is sent.
final class JournalSocket: Sendable {
    static let standardPath = "/run/systemd/journal/socket"

    private let descriptor: Int32
    private let address: sockaddr_un

    /// nil where there can be no such socket. Whether somebody listens, each entry finds out anew: journald may be restarted.
    ///
    /// - Parameter longest: About how many bytes may leave as a datagram, as sd_journal_send(3) has it; an entry that is longer goes as a file.
    init?(path: String = standardPath, longest: Int32 = 8 * 1024 * 1024) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var size = longest
        setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout.size(ofValue: size)))
        self.descriptor = descriptor
        self.address = address
    }

    deinit { close(descriptor) }

    /// Hands an entry over; false where nobody takes it.
    func send(_ record: JournalRecord) -> Bool {
        if record.bytes.withUnsafeBytes({ deliver($0, file: nil) }) { return true }
        guard errno == EMSGSIZE || errno == ENOBUFS else { return false }
        guard let file = SealedFile(record.bytes) else { return false }
        return deliver(UnsafeRawBufferPointer(start: nil, count: 0), file: file.descriptor)
    }

    private func deliver(_ bytes: UnsafeRawBufferPointer, file: Int32?) -> Bool {
        var address = address
        var part = iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
        var control = RightsMessage(descriptor: file ?? -1)
        return withUnsafeMutablePointer(to: &address) { address in
            withUnsafeMutablePointer(to: &part) { part in
                withUnsafeMutablePointer(to: &control) { control in
                    var message = msghdr()
                    message.msg_name = UnsafeMutableRawPointer(address)
                    message.msg_namelen = socklen_t(MemoryLayout<sockaddr_un>.size)
                    message.msg_iov = part
                    message.msg_iovlen = bytes.isEmpty ? 0 : 1
                    if file != nil {
                        message.msg_control = UnsafeMutableRawPointer(control)
                        message.msg_controllen = MemoryLayout<RightsMessage>.size
                    }
                    while true {
                        if sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL)) >= 0 { return true }
                        if errno != EINTR { return false }
                    }
                }
            }
        }
    }
}

/// The control message that hands a descriptor over (cmsg(3)): header, descriptor, and what fills it up to the next word.
private struct RightsMessage {
    var header = cmsghdr()
    var descriptor: Int32
    var padding: Int32 = 0

    init(descriptor: Int32) {
        self.descriptor = descriptor
        header.cmsg_len = MemoryLayout<cmsghdr>.size + MemoryLayout<Int32>.size
        header.cmsg_level = SOL_SOCKET
        header.cmsg_type = Int32(SCM_RIGHTS)
    }
}
