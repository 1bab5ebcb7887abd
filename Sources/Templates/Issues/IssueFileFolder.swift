import FoundationEssentials

/// Finds an issue's files on the disk.
package enum IssueFileFolder {
    /// Reads an issue with what belongs to it. The name of a file that holds another language of it (`lettre.en.md` beside `lettre.md`)
    /// means the whole.
    package static func issue(at path: String) -> IssueFile {
        let path = base(of: path)
        return IssueFileReader.issue(path, siblings: siblings(of: path), file: text)
    }

    /// The issues of a folder, by their names: each file `*.md` that is none of another's languages and begins with a head.
    package static func issues(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().map { "\(folder)/\($0)" }
            .filter { $0.hasSuffix(".md") && base(of: $0) == $0 }
            .filter { text(of: $0)?.hasPrefix("---") ?? false }
    }

    /// `lettre.md` of `lettre.en.md`, where that is there.
    private static func base(of path: String) -> String {
        guard path.hasSuffix(".md"), let dot = path.dropLast(3).lastIndex(of: ".") else { return path }
        let tag = path[path.index(after: dot)...].dropLast(3)
        let base = path[..<dot] + ".md"
        guard IssueFileReader.tagFault(String(tag)) == nil, FileManager.default.fileExists(atPath: String(base)) else {
            return path
        }
        return String(base)
    }

    private static func siblings(of path: String) -> [(tag: String, path: String)] {
        guard path.hasSuffix(".md") else { return [] }
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? ""
        let stem = (slash.map { path[path.index(after: $0)...] } ?? path[...]).dropLast(2)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        return names.sorted().compactMap { name in
            guard name.hasPrefix(stem), name.hasSuffix(".md"), name.count > stem.count + 3 else { return nil }
            let tag = String(name.dropFirst(stem.count).dropLast(3))
            guard IssueFileReader.tagFault(tag) == nil || isForeign(tag, folder + name) else { return nil }
            return (Locales.canonical(tag), folder + name)
        }
    }

    /// Whether a file is meant as words in a language that no letter has: `lettre.de.md`, where `lettre.old.md` is another file.
    private static func isForeign(_ tag: String, _ path: String) -> Bool {
        tag.prefix { $0 != "-" }.count == 2 && tag.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "-") }
            && text(of: path)?.hasPrefix("---") ?? false
    }

    /// nil where it is no text in UTF-8.
    private static func text(of path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(validating: data, as: UTF8.self)
    }
}
