import Glibc

/// A person's yes to what can't be taken back. Who is no person must have given --yes.
enum Agreement {
    /// - Parameters:
    ///   - question: Asked on a terminal, `Release them?`.
    ///   - command: Whose option --yes is.
    static func isGiven(to question: String, of command: String) throws(CommandError) -> Bool {
        guard isatty(STDIN_FILENO) == 1 else {
            throw .usage("\(command): nothing is changed: add --yes to go on without being asked")
        }
        StandardOutput.write("\(question) yes or no:")
        return ["y", "yes"].contains((readLine() ?? "").lowercased())
    }
}
