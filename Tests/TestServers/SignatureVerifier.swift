import FoundationEssentials

/// dkimpy, which verifies signatures of mail and shares no code with Facteur (Debian's python3-dkim).
package enum SignatureVerifier {
    /// What it says of each mail's signatures, in their order: a line for each mail, such as `True True`, with a reason in the place
    /// of a word where it has one, and `unsigned` where there is none.
    ///
    /// - Parameter records: What the DNS holds: texts, by name.
    package static func verdicts(on mails: [[UInt8]], records: [String: String]) async throws -> [String] {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for (index, mail) in mails.enumerated() {
            try Data(mail).write(to: URL(filePath: "\(folder.path)/\(index).eml"))
        }
        _ = try folder.write(records.map { "\($0.key)\t\($0.value)" }.joined(separator: "\n"), to: "zone")
        return try await Program.output("/usr/bin/python3", ["-c", program, folder.path, "\(mails.count)"])
            .split(separator: "\n").map(String.init)
    }

    private static let program = """
        import dkim, sys
        folder, count = sys.argv[1], int(sys.argv[2])
        zone = dict(line.split("\\t") for line in open(folder + "/zone").read().split("\\n"))
        def ask(name, timeout=5):
            return zone[name.decode().rstrip(".")].encode()
        def verdict(mail, index):
            try: return str(dkim.DKIM(mail).verify(idx=index, dnsfunc=ask))
            except dkim.DKIMException as fault: return str(fault).replace(" ", "_")
        for number in range(count):
            mail = open(f"{folder}/{number}.eml", "rb").read()
            found = mail.split(b"\\r\\n\\r\\n")[0].count(b"DKIM-Signature:")
            print(" ".join(verdict(mail, index) for index in range(found)) or "unsigned")
        """
}

/// A program of this machine.
package enum Program {
    /// What it prints; throws with what it said where it failed.
    package static func output(_ path: String, _ arguments: [String]) async throws -> String {
        let result = await (try Running(executable: path, arguments: arguments, environment: [:], input: "")).end()
        guard result.code == 0 else { throw Failed(description: "\(path) \(arguments): \(result.error)") }
        return result.output
    }

    package struct Failed: Error, CustomStringConvertible {
        package let description: String
    }
}
