import FoundationEssentials
import Mail
import MailReading
import Templates

/// Makes snapshots of issues' files: each language rendered and composed as a worker would, and what the check says of it.
package struct IssuePreviewRenderer: PreviewSource {
    private let path: String
    private let templates: String
    private let shop: ShopSettings
    private let webPublicURL: String
    private let composer: Composer
    private let zone: Zone

    /// - Parameters:
    ///   - path: An issue's file, or a folder of issues.
    ///   - templates: The templates' directory, whose frame the letters have.
    package init(
        path: String, templates: String, shop: ShopSettings, webPublicURL: String, composer: Composer, zone: Zone
    ) {
        self.path = path
        self.templates = templates
        self.shop = shop
        self.webPublicURL = webPublicURL
        self.composer = composer
        self.zone = zone
    }

    package var watched: [String] {
        let files = paths.flatMap { path in [path] + IssueFileFolder.issue(at: path).sources.map(\.file) }
        return files + [templates]
    }

    package func snapshot() -> PreviewSnapshot {
        let library = TemplateReview(directory: templates, shop: shop, webPublicURL: webPublicURL).library
        let now = Timestamp(seconds: Int64(Date.now.timeIntervalSince1970))
        var (entries, faults): ([PreviewEntry], [TemplateFault]) = ([], [])
        for path in paths {
            let issue = IssueFileFolder.issue(at: path)
            let found = IssueFileCheck.faults(
                of: issue, standard: shop.locale, zone: zone, now: now, besides: library.faults(of: issue))
            faults += found.map(Self.shown)
            let name = Self.name(of: path, besides: entries.map(\.kind))
            entries += self.entries(of: issue, named: name, in: library, found)
        }
        return PreviewSnapshot(entries: entries, faults: faults, subject: .issues)
    }

    private var paths: [String] {
        var isFolder = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return isThere && isFolder ? IssueFileFolder.issues(in: path) : [path]
    }

    private func entries(
        of issue: IssueFile, named name: String, in library: TemplateLibrary, _ faults: [IssueFileFault]
    ) -> [PreviewEntry] {
        let letters = library.letters(of: issue)
        guard !letters.isEmpty else {
            return [
                PreviewEntry(
                    kind: name, locale: shop.locale, description: KindDescription(issue.path), letter: nil,
                    sources: issue.sources,
                    faults: faults.map(Self.shown))
            ]
        }
        return letters.map { rendered in
            PreviewEntry(
                kind: name, locale: rendered.locale, description: KindDescription(issue.path),
                letter: letter(rendered), sources: issue.sources,
                faults: faults.filter { issue.concerns($0, rendered.edition) }.map(Self.shown))
        }
    }

    private static func shown(_ fault: IssueFileFault) -> TemplateFault {
        TemplateFault(
            file: fault.file, line: fault.fault.line, column: fault.fault.column, fault: fault.fault.fault,
            mend: fault.fault.mend)
    }

    private func letter(_ rendered: IssueFileLetter) -> PreviewEntry.Letter? {
        guard let letter = try? rendered.letter.get(),
            let message = try? composer.compose(letter, for: rendered.message)
        else { return nil }
        return PreviewEntry.Letter(
            subject: letter.subject, text: letter.text, html: letter.html,
            headers: MailReader(message.bytes).headers, message: message.bytes,
            preheader: rendered.edition.preheader ?? "")
    }

    /// The file's name as a part of an address.
    private static func name(of path: String, besides others: [String]) -> String {
        let file = path.split(separator: "/").last ?? "issue"
        let letters = (file.hasSuffix(".md") ? file.dropLast(3) : file).lowercased().map { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber) ? letter : "-"
        }
        let name = String(letters)
        guard others.contains(name) else { return name }
        let number = (2...).first { !others.contains("\(name)-\($0)") } ?? 2
        return "\(name)-\(number)"
    }
}
