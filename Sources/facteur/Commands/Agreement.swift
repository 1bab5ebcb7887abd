import Glibc

/// A person's yes to what can't be taken back, asked on a terminal; who is no person must have said so before.
enum Agreement {
    /// - Parameters:
    ///   - isSaid: Whether --yes was given.
    ///   - question: `Release them?`.
    ///   - command: Whose option --yes is.
    static func isGiven(_ isSaid: Bool, to question: String, command: String) throws(CommandError) -> Bool {
        if isSaid { return true }
        guard isatty(STDIN_FILENO) == 1 else {
            throw .usage("\(command): nothing is changed: add --yes to go on without being asked")
        }
        StandardOutput.write("\(question) yes or no:")
        return ["y", "yes"].contains((readLine() ?? "").lowercased())
    }
}
