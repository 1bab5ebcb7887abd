import FoundationEssentials
import Glibc

/// A folder under `/tmp`, readable by its owner alone, until it is removed.
package struct TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = try makeTemporaryFolder("test")
    }

    package static func with<Result>(_ body: (TemporaryFolder) throws -> Result) throws -> Result {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        return try body(folder)
    }

    /// Whether a file system may be mounted on one here: root may do so, but not in every container.
    package static let canBeMounted =
        system("exec 2>/dev/null; at=$(mktemp -d) && mount -t tmpfs none $at && umount $at; rmdir $at") == 0

    package func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and returns its path.
    package func write(_ text: String, to name: String) throws -> String {
        let file = path + "/" + name
        guard FileManager.default.createFile(atPath: file, contents: Data(text.utf8)) else {
            throw Failure(errno: errno)
        }
        return file
    }

    package struct Failure: Error, CustomStringConvertible {
        package let errno: Int32

        package init(errno: Int32) { self.errno = errno }

        package var description: String { String(cString: strerror(errno)) }
    }
}

/// A folder under `/tmp` for a server that removes it itself.
package func makeTemporaryFolder(_ name: String) throws -> String {
    var template = "/tmp/facteur-\(name)-XXXXXX".utf8CString
    return try template.withUnsafeMutableBufferPointer { template in
        guard let start = template.baseAddress, let path = mkdtemp(start) else {
            throw TemporaryFolder.Failure(errno: errno)
        }
        return String(cString: path)
    }
}
