import FoundationEssentials

/// Where the templates are when nobody says: those that ship stand beside the binary, installed or in the source tree.
enum TemplatesFolder {
    /// The folder that was named, or the one that ships. Throws when there is none.
    static func path(_ named: String?) throws(CommandError) -> String {
        if let named {
            guard isFolder(named) else {
                throw .settings("templates: \(named) is no folder: correct templates.directory or --templates")
            }
            return named
        }
        guard let shipped = candidates(beside: executable).first(where: { isFolder($0 + "/layouts") }) else {
            throw .settings("templates: none are beside \(executable): set templates.directory or give --templates")
        }
        return shipped
    }

    /// This program's own file.
    static var executable: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    /// `/usr/bin/facteur` -> `/usr/share/facteur/templates`; `…/.build/debug/facteur` -> `…/templates`.
    static func candidates(beside executable: String) -> [String] {
        var folders: [String] = []
        var folder = Substring(executable)
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            folders += ["\(folder)/share/facteur/templates", "\(folder)/templates"]
        }
        return folders
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
    }
}
