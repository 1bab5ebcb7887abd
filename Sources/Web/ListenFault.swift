import Glibc

/// An address that cannot be listened on.
package struct ListenFault: Error, Sendable, CustomStringConvertible {
    /// One line: what, where, what to do.
    package let description: String
    /// Whether only another setting, or the end of another program, mends it; false where the address may still come.
    package let isLasting: Bool

    /// - Parameters:
    ///   - setting: The key that holds the address.
    ///   - error: The number of the system's error; nil where the host has no address.
    package init(_ setting: String, _ host: String, _ port: Int, error: CInt?) {
        let what =
            switch error {
            case nil: "no such host: set an address of this machine"
            case EADDRINUSE: "another program listens there: set another port, or end that program (ss -ltnp)"
            case EACCES: "ports below 1024 are root's: set a higher one"
            case EADDRNOTAVAIL: "no address of this machine: set one of `ip address`"
            case .some(let number): "\(String(cString: strerror(number))): set another address"
            }
        let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        description = "\(setting): cannot listen on \(place): \(what)"
        isLasting = error != EADDRNOTAVAIL
    }
}
