import FoundationEssentials

/// A Maildir of reports: what is handled goes into its subfolder `.handled`, what is refused into `.refused`, and nothing is deleted.
struct Maildir {
    enum Subfolder: String, CaseIterable {
        case handled = ".handled"
        case refused = ".refused"
    }

    let path: String

    init(_ path: String) { self.path = path }

    /// The mails that wait, the oldest names first. Throws where the folder is no Maildir, or cannot be read.
    func waiting() throws(CommandError) -> [String] {
        var files: [String] = []
        for folder in ["cur", "new"] {
            guard Self.isFolder(path + "/" + folder) else {
                throw .failed("bounce: \(path): is no Maildir, for it has no folder \(folder): correct --maildir")
            }
            do {
                let names = try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)
                files += names.filter { !$0.hasPrefix(".") }.sorted().map { folder + "/" + $0 }
            } catch {
                throw .failed("bounce: \(path)/\(folder): cannot be read: correct its permissions")
            }
        }
        return files
    }

    /// Moves a mail out of the way, within the Maildir, so that it is there whole or not at all.
    func move(_ file: String, to subfolder: Subfolder) throws(CommandError) {
        let target = path + "/" + subfolder.rawValue
        let name = file.split(separator: "/").last.map(String.init) ?? file
        do {
            for folder in ["cur", "new", "tmp"] {
                try FileManager.default.createDirectory(
                    atPath: target + "/" + folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            }
            try FileManager.default.moveItem(
                atPath: path + "/" + file, toPath: target + "/cur/" + (name.contains(":2,") ? name : name + ":2,S"))
        } catch {
            // Moved by another one that reads the same Maildir; what it did, it told.
            guard FileManager.default.fileExists(atPath: path + "/" + file) else { return }
            throw .failed("bounce: \(path)/\(file): cannot be moved to \(target): correct its permissions")
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }
}
