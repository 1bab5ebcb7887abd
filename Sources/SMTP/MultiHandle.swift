import CCurl
import Glibc

/// Owner of the libcurl multi handle under which all connections live.
///
/// `@unchecked`: `wakeUp` is the one call that libcurl allows from any thread; all others are made by the loop's thread.
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

    /// Ends a `poll` from any thread.
    func wakeUp() { curl_multi_wakeup(raw) }

    /// Waits for our sockets, libcurl's own, or a wake-up.
    func poll(_ sockets: inout [curl_waitfd], milliseconds: Int32) {
        sockets.withUnsafeMutableBufferPointer { sockets in
            _ = curl_multi_poll(raw, sockets.baseAddress, UInt32(sockets.count), milliseconds, nil)
        }
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
