import FoundationEssentials

/// A text file of the templates' directory. Lines end in LF.
package struct Source: Sendable, Hashable {
    /// Relative to the templates' directory.
    package var file: String
    package var text: String
}

/// The templates' directory as it is on disk, read once.
struct TemplateFolder {
    /// The parts a letter can have; the file's name without `.mustache`.
    enum Part: String, CaseIterable {
        case subject, text, html

        /// As an editor reads it.
        var name: String { self == .html ? "HTML" : rawValue }
    }

    /// One kind's folder.
    struct KindFolder {
        var name: String
        var definition: Source?
        /// By locale, as the folders are named.
        var locales: [String: [Part: Source]] = [:]

        /// The parts that a locale's letters are made of: its own, and those of the locales it falls back to.
        func sources(for locale: String) -> [Part: Source] {
            var sources: [Part: Source] = [:]
            for candidate in Locales.chain(locale).reversed() {
                sources.merge(locales[candidate] ?? [:]) { $1 }
            }
            return sources
        }
    }

    /// By locale, then by name without `.mustache`; the locale is empty for what all locales share.
    private(set) var layouts: [String: [String: Source]] = [:]
    private(set) var kinds: [KindFolder] = []
    private(set) var faults: [TemplateFault] = []
    /// The directory, as it was given.
    let root: String

    init(_ directory: String) {
        root = directory
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory), isDirectory else {
            faults.append(
                TemplateFault(
                    file: directory, fault: "is no folder",
                    mend: "set templates.directory to the folder of the templates"))
            return
        }
        for name in folders(in: "") {
            if name == "layouts" { readLayouts() } else { readKind(name) }
        }
    }

    private mutating func readLayouts() {
        for (locale, folder) in [("", "layouts")] + folders(in: "layouts").map({ ($0, "layouts/\($0)") }) {
            for name in templates(in: folder) {
                layouts[locale, default: [:]][name] = read("\(folder)/\(name).mustache")
            }
        }
    }

    private mutating func readKind(_ name: String) {
        var kind = KindFolder(name: name)
        if entries(in: name).contains("kind.yaml") { kind.definition = read("\(name)/kind.yaml") }
        for locale in folders(in: name) {
            kind.locales[locale] = [:]
            for template in templates(in: "\(name)/\(locale)") {
                let file = "\(name)/\(locale)/\(template).mustache"
                if let part = Part(rawValue: template) {
                    kind.locales[locale]?[part] = read(file)
                } else {
                    faults.append(
                        TemplateFault(
                            file: file, fault: "is no part of a letter", mend: "name it subject, text or html.mustache")
                    )
                }
            }
        }
        kinds.append(kind)
    }

    private func path(_ relative: String) -> String { relative.isEmpty ? root : "\(root)/\(relative)" }

    private func entries(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    private func folders(in folder: String) -> [String] {
        entries(in: folder).filter { name in
            var isDirectory = false
            let path = path(folder.isEmpty ? name : "\(folder)/\(name)")
            return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
        }
    }

    private func templates(in folder: String) -> [String] {
        let ending = ".mustache"
        return entries(in: folder).filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
    }

    private mutating func read(_ file: String) -> Source? {
        guard let data = FileManager.default.contents(atPath: path(file)) else {
            faults.append(
                TemplateFault(file: file, fault: "can't be read", mend: "give the worker's user the right to read it"))
            return nil
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            faults.append(TemplateFault(file: file, fault: "is not in UTF-8", mend: "save it in UTF-8"))
            return nil
        }
        // A byte order mark, as editors on Windows write it, is no part of the text.
        let words = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let lines = words.split(separator: "\r\n", omittingEmptySubsequences: false)
        return Source(file: file, text: lines.joined(separator: "\n"))
    }
}
