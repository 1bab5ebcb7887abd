import CCurl
import Glibc

/// Owner of the libcurl multi handle under which all connections live.
///
/// `@unchecked`: it is made on one thread, before the loop's begins, and used on that alone.
struct MultiHandle: ~Copyable, @unchecked Sendable {
    private let raw: UnsafeMutableRawPointer

    init() throws(RelayFault) {
        guard Self.isLibraryReady, let raw = curl_multi_init() else {
            throw RelayFault("libcurl cannot be initialised")
        }
        self.raw = raw
    }

    deinit { curl_multi_cleanup(raw) }

    /// Once per process: libcurl, and the signal that writing to a closed socket raises, which would end the process.
    private static let isLibraryReady: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    }()

    /// Begins to open a connection. The handle stays under the multi as long as the connection is used.
    func add(_ handle: borrowing EasyHandle) -> Bool { curl_multi_add_handle(raw, handle.raw) == CURLM_OK }

    /// Closes the connection, without a word to the relay.
    func remove(_ handle: borrowing EasyHandle) { curl_multi_remove_handle(raw, handle.raw) }

    /// Waits for libcurl's own sockets, or for ours.
    func wait(for sockets: borrowing SocketWatch, milliseconds: Int32) {
        var own = curl_waitfd(fd: sockets.raw, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        curl_multi_poll(raw, &own, 1, milliseconds, nil)
    }

    /// Lets libcurl go on opening connections.
    func perform() {
        var running: Int32 = 0
        curl_multi_perform(raw, &running)
    }

    /// One connection whose opening has ended since the last call, and how.
    func nextOpened() -> (handle: UnsafeMutableRawPointer, result: CURLcode)? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(raw, &left) {
            if message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle {
                return (handle, message.pointee.data.result)
            }
        }
        return nil
    }
}
