import Foundation
import TestServers

@testable import DKIM

/// dkimpy, which shares no code with the signer (Debian's python3-dkim).
enum Verifier {
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// What it says of each mail's signatures, in their order: a line for each mail, such as `True True`.
    ///
    /// - Parameter records: What the DNS holds.
    static func verdicts(on mails: [[UInt8]], records: [KeyRecord]) throws -> [String] {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for (index, mail) in mails.enumerated() {
            try Data(mail).write(to: URL(filePath: "\(folder.path)/\(index).eml"))
        }
        let zone = records.map { "\($0.name)\t\($0.strings.joined())" }.joined(separator: "\n")
        _ = try folder.write(zone, to: "zone")
        return try Shell.output("/usr/bin/python3", ["-c", program, folder.path, "\(mails.count)"])
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

/// Programs of this machine.
enum Shell {
    /// What a program prints; throws with what it said where it failed.
    static func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let (output, faults) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = faults
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let said = String(decoding: faults.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Verifier.Failed(description: said) }
        return text
    }
}
