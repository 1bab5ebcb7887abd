import Glibc

/// A new file that its owner alone can read.
enum PrivateFile {
    /// Writes the text into a file that was not there before.
    ///
    /// - Throws: Why not, also where the file is there already: it is left as it is.
    static func create(_ path: String, text: String) throws(CommandError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = errno == EEXIST ? "is there already, and stays as it is" : String(cString: strerror(errno))
            throw .failed("\(path) cannot be written: \(reason): name another file")
        }
        defer { close(descriptor) }
        var rest = Array((text.hasSuffix("\n") ? text : text + "\n").utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else {
                let reason = String(cString: strerror(errno))
                unlink(path)
                throw .failed("\(path) cannot be written: \(reason)")
            }
            rest = rest.dropFirst(written)
        }
        // A key that is published and then lost with a power cut would have to be made again.
        guard fsync(descriptor) == 0 else { throw .failed("\(path) may not be on the disk: remove it and try again") }
    }
}
