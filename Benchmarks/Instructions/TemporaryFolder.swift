import Glibc

/// A folder that goes, with the files in it, when its owner does.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var name = Array("/tmp/facteur-instructions-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw Fault("no folder can be made in /tmp") }
        path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        for file in ["journal", "lock", "journal.new"] { unlink("\(path)/\(file)") }
        rmdir(path)
    }
}
