import FoundationEssentials
import Glibc

/// The text of a file that holds something secret: written by hand, or handed over by systemd (`LoadCredential=`).
struct SecretText {
    /// Where the file was found.
    let path: String
    /// All of it, without a byte order mark.
    let text: String
    /// Whether every user of this machine can read it.
    let isExposed: Bool

    /// Reads the file. A relative name is first looked for in systemd's folder of credentials. A byte order mark, which editors on
    /// Windows put in front, is none of the secret. What is no UTF-8 is refused: a login is UTF-8 (RFC 4616 section 2), and mended
    /// silently it would be another password.
    ///
    /// - Throws: What is wrong, without the content; and without the name of a file that is not there, which may be the secret itself.
    init(
        _ name: String,
        credentialsDirectory: String? = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
    ) throws(SecretFile.Unreadable) {
        path = Self.path(of: name, in: credentialsDirectory)
        let data = try Self.bytes(path, of: name)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = data.starts(with: mark) ? data.dropFirst(mark.count) : data[...]
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SecretFile.Unreadable("\(path) is not UTF-8 (Latin-1 or UTF-16, perhaps): save it as UTF-8")
        }
        self.text = text
        var status = stat()
        isExposed = stat(path, &status) == 0 && status.st_mode & S_IROTH != 0
    }

    private static func bytes(_ path: String, of name: String) throws(SecretFile.Unreadable) -> [UInt8] {
        do throws(FileBytes.Unreadable) { return try FileBytes.read(path) } catch {
            guard error.isMissing || error.code == ENAMETOOLONG else {
                let advice = error.isDenied ? "run as root or as its owner, or grant it" : "name another file"
                throw SecretFile.Unreadable(
                    "\(path) is not readable as \(Caller.name) (\(error.reason)): \(advice)",
                    isOutOfReach: error.isDenied)
            }
            if let credential = UnitCredential.fault(name) { throw credential }
            throw SecretFile.Unreadable(
                "names a file that is not there: write the secret into a file, and that file's path here")
        }
    }

    private static func path(of name: String, in credentialsDirectory: String?) -> String {
        guard !name.hasPrefix("/"), let credentialsDirectory else { return name }
        let credential = "\(credentialsDirectory)/\(name)"
        return FileManager.default.fileExists(atPath: credential) ? credential : name
    }
}
