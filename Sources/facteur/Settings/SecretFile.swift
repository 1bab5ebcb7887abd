import FoundationEssentials

/// A file that holds one secret and nothing else.
struct SecretFile {
    /// The content without the line break that editors add.
    let secret: String
    /// Whether every user of this machine can read it.
    let isExposed: Bool

    /// Reads the file, where `SecretText` finds it.
    ///
    /// - Throws: What is wrong, without the content; and without the name of a file that is not there, which may be the password itself.
    init(
        _ name: String,
        credentialsDirectory: String? = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
    ) throws(Unreadable) {
        let file = try SecretText(name, credentialsDirectory: credentialsDirectory)
        var text = file.text[...]
        while text.last?.isNewline == true { text.removeLast() }
        guard !text.isEmpty, !text.contains(where: \.isNewline), !text.contains("\0") else {
            throw Unreadable("\(file.path) must hold the secret on one line and nothing else")
        }
        secret = String(text)
        isExposed = file.isExposed
    }

    /// What is wrong with the file.
    struct Unreadable: Error {
        let fault: String
        /// Whether somebody else, the unit for one, can read it: then nothing is wrong with the setting.
        let isOutOfReach: Bool

        init(_ fault: String, isOutOfReach: Bool = false) {
            self.fault = fault
            self.isOutOfReach = isOutOfReach
        }
    }
}
