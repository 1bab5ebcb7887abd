import Glibc

/// A secret that systemd hands to a unit alone (`LoadCredential=`, systemd.exec(5)): a name without a slash, which nobody finds who is not the
/// unit.
enum UnitCredential {
    /// Where units take credentials from.
    static let folders = ["/etc/facteur", "/etc/credstore", "/etc/credstore.encrypted", "/run/credstore"]

    /// What to do where a unit has the secret and this process has not; nil where no unit has one of this name. A name that is no file's
    /// may be the secret itself, and is not repeated.
    static func fault(_ name: String, in folders: [String] = folders) -> SecretFile.Unreadable? {
        guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else { return nil }
        guard let folder = folders.first(where: { access("\($0)/\(name)", F_OK) == 0 }) else { return nil }
        return SecretFile.Unreadable(
            "\(folder)/\(name) is handed to the unit alone, and not readable as \(Caller.name): run `\(command(name, in: folder))`",
            isOutOfReach: true)
    }

    /// Does as the unit does, for one command.
    private static func command(_ name: String, in folder: String) -> String {
        let load = folder.hasSuffix("encrypted") ? "LoadCredentialEncrypted" : "LoadCredential"
        return "sudo systemd-run --pipe --wait -p DynamicUser=yes -p User=facteur -p StateDirectory=facteur "
            + "-E PGUSER=facteur -p \(load)=\(name):\(folder)/\(name) facteur doctor"
    }
}
