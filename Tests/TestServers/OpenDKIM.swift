import FoundationEssentials

/// OpenDKIM, the verifier of many mail servers (Debian's opendkim). It knows no Ed25519, and looks past such signatures.
package enum OpenDKIM {
    private static let program = "/usr/sbin/opendkim"
    /// Each is an argument.
    private static let atOnce = 100

    /// Whether each mail has a signature by RSA that holds.
    ///
    /// - Parameter records: What the DNS holds: texts, by name.
    package static func holds(_ mails: [[UInt8]], records: [String: String]) async throws -> [Bool] {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let keys = try folder.write(records.map { "\($0.key) \($0.value)\n" }.joined(), to: "keys")
        let settings = try folder.write("Mode v\nTestPublicKeys \(keys)\nOn-Default accept\n", to: "settings")
        for (index, mail) in mails.enumerated() {
            try Data(mail).write(to: URL(filePath: "\(folder.path)/\(index).eml"))
        }
        var holds = Array(repeating: false, count: mails.count)
        for first in stride(from: 0, to: mails.count, by: atOnce) {
            let indices = first..<min(first + atOnce, mails.count)
            let files = indices.map { "\(folder.path)/\($0).eml" }
            let said = try await Program.output(
                program, ["-x", settings, "-f", "-v", "-t", files.joined(separator: ",")])
            let lines = said.split(separator: "\n")
            for (index, file) in zip(indices, files) {
                holds[index] = lines.contains { $0.contains("\(file): verification") && $0.hasSuffix("succeeded") }
            }
        }
        return holds
    }
}
