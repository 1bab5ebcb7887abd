import FoundationEssentials
import Glibc
import PrivatePostgres

/// Asks SpamAssassin, where it is on this machine, what it thinks of a letter.
enum SpamLook {
    enum Answer: Sendable, Hashable {
        case report(SpamReport)
        /// Why there is none.
        case none(String)
    }

    /// Its daemon answers at once; the program alone takes some seconds. Neither asks the network.
    private static let script = """
        if command -v spamc > /dev/null && spamc -R < "$1"; then exit; fi
        if command -v spamassassin > /dev/null; then spamassassin -L -t < "$1"; else echo none; fi
        """
    private static let timeout: Duration = .seconds(60)

    static func answer(about message: [UInt8]) async -> Answer {
        let folder =
            FileManager.default.temporaryDirectory.path + "/facteur-spam-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        guard mkdir(folder, 0o700) == 0 else { return .none("no folder for the letter can be made") }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (letter, log) = ("\(folder)/letter.eml", "\(folder)/report")
        guard FileManager.default.createFile(atPath: letter, contents: Data(message)),
            let child = DependentProcess(script: script, arguments: [letter], log: log)
        else { return .none("it could not be started") }
        let deadline = ContinuousClock.now + timeout
        while child.isRunning, ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(50)) }
        if child.isRunning { kill(child.processID, SIGTERM) }
        child.closeInput()
        let output = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
        if let report = SpamReport(output) { return .report(report) }
        return .none(
            output.hasPrefix("none") ? "install spamassassin, and it is" : "SpamAssassin gave no report within a minute"
        )
    }
}
