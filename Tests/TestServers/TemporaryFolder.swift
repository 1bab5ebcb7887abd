import Glibc

/// A folder of a test's own under `/tmp`, readable by its owner alone.
package func makeTemporaryFolder(_ name: String) throws -> String {
    var template = Array("/tmp/facteur-\(name)-XXXXXX".utf8CString)
    guard let path = mkdtemp(&template) else { throw TemporaryFolderError() }
    return String(cString: path)
}

/// `/tmp` is full or forbidden.
package struct TemporaryFolderError: Error {}
