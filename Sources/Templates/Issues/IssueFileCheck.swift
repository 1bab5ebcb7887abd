import Mail

/// Everything that is wrong with an issue, all at once.
package struct IssueFileCheck {
    let issue: IssueFile
    /// The language of words that do not say theirs.
    let standard: String
    /// What the list's subscriptions carry; nil where nobody knows.
    let fields: Set<String>?
    /// When it is to begin.
    let begins: Timestamp

    /// In octets, of the whole content as JSON: what the outbox takes.
    private static let largestContent = 262_144

    /// The faults in the order of files and places; empty when there is nothing to mend.
    ///
    /// - Parameters:
    ///   - standard: The shop's own language, for words that do not say theirs.
    ///   - fields: What the list's subscriptions carry; nil where nobody knows: then only their form is looked at.
    ///   - zone: Whose clock `send_at` is by where it names none.
    ///   - now: What must not lie after `send_at`.
    ///   - more: What others found, as the look at its links.
    package static func faults(
        of issue: IssueFile, standard: String, fields: Set<String>? = nil, zone: Zone, now: Timestamp,
        besides more: [IssueFileFault] = []
    ) -> [IssueFileFault] {
        let begins = issue.moment(in: zone) ?? now
        let check = IssueFileCheck(issue: issue, standard: standard, fields: fields, begins: begins)
        var faults = issue.faults + check.issueHead(zone, now)
        for edition in issue.editions { faults += check.words(edition) }
        faults += IssueFileLanguages.faults(of: issue)
        if issue.content.utf8.count > largestContent, let first = issue.editions.first {
            faults.append(
                first.body.wholeFault("the issue is larger than 256 KiB", "say less, and link to the rest"))
        }
        // Why a letter cannot be made is told at its place, where it has one.
        let causes = faults
        let others = more.filter { fault in !causes.contains { fault.isConsequence(of: $0) } }
        return IssueFileFault.ordered(faults + others, files: issue.sources.map(\.file))
    }

    /// The language of an edition's words.
    func language(of edition: IssueFile.Edition) -> String { edition.tag.isEmpty ? standard : edition.tag }

    /// What stands once, on top.
    private func issueHead(_ zone: Zone, _ now: Timestamp) -> [IssueFileFault] {
        guard let first = issue.editions.first else { return [] }
        var faults: [IssueFileFault] = []
        if first.head.lacks("list") {
            faults.append(
                IssueFileFault(issue.path, first.head.line, 1, "the head names no list", "add a line list: NAME"))
        }
        if let field = issue.sendAt {
            do throws(WrittenMoment.Fault) {
                let written = try WrittenMoment(field.value, in: zone)
                if written.isDayAlone {
                    faults.append(field.fault("send_at names a day and no hour", "write it as 2026-12-01 09:00"))
                }
                if let moment = Timestamp(rfc3339: written.rfc3339), moment < now {
                    faults.append(field.fault("send_at is past", "name a moment to come, or take the line away"))
                }
            } catch {
                faults.append(field.fault("send_at \(error)", "write it as 2026-12-01 09:00"))
            }
        }
        for field in [issue.sender, issue.replyTo].compactMap(\.self) {
            do throws(ComposeFault) { _ = try Mailbox(parsing: field.value) } catch {
                faults.append(
                    field.fault("\(field.key) is no mailbox (\(error))", "write \"Name <address@domain>\""))
            }
        }
        if let field = issue.window, let fault = IssueFileParts.windowFault(field.value) {
            faults.append(field.fault("window cannot be read (\(fault))", "write it as tue-thu 9-18 no-holidays"))
        }
        return faults
    }

    private func words(_ edition: IssueFile.Edition) -> [IssueFileFault] {
        var faults = IssueFileLengths.faults(of: edition, in: issue)
        let language = language(of: edition)
        for key in ["subject", "title", "preheader"] {
            guard let field = edition.head[key] else { continue }
            faults += IssueFileParts.faults(inWords: field.value, fields: fields).map {
                field.fault(at: $0.column - 1, $0.fault, $0.mend)
            }
            faults += typography(field, language)
        }
        if !edition.body.isBlank {
            faults += IssueFileParts.faults(inMarkdown: edition.body.text, fields: fields).map(edition.body.fault)
            faults += typography(edition.body, language, isMarkdown: true)
        }
        if let text = edition.text {
            faults += IssueFileParts.faults(inWords: text.text, fields: fields).map(text.fault)
            faults += typography(text, language, isMarkdown: false)
        }
        if let html = edition.html {
            faults += IssueFileParts.faults(inHTML: html.text, fields: fields).map(html.fault)
            faults += IssueFileMarkup(html).faults(language: language)
        }
        return faults + IssueFileLinks(edition).faults
    }

    private func typography(_ field: IssueField, _ language: String) -> [IssueFileFault] {
        findings(in: IssueFileWords(field.value, isMarkdown: false), language).map {
            field.fault(at: $0.letter.start, $0.fault, $0.mend)
        }
    }

    private func typography(_ passage: IssuePassage, _ language: String, isMarkdown: Bool) -> [IssueFileFault] {
        let lines = passage.text.split(separator: "\n", omittingEmptySubsequences: false)
        return findings(in: IssueFileWords(passage.text, isMarkdown: isMarkdown), language).map { finding in
            let before = lines[finding.letter.line].unicodeScalars.prefix(finding.letter.start)
            return passage.fault(
                IssueFault(
                    line: finding.letter.line + 1, column: String(before).count + 1, fault: finding.fault,
                    mend: finding.mend))
        }
    }

    /// What is wrong with words: their typography, and dates whose weekday is another one.
    private func findings(in words: IssueFileWords, _ language: String) -> [IssueFileTypography.Finding] {
        let days = Language(tag: language).map { language in
            words.lines.flatMap { line in
                let found = TypographyRules.words(in: line.map(\.scalar))
                return language.mistakenDays(in: found.map(\.word), near: begins).map { day in
                    IssueFileTypography.Finding(
                        letter: line[found[day.index].offset],
                        fault: day.right == nil
                            ? "no calendar has the \(day.date)" : "the \(day.date) is no \(day.weekday)",
                        mend: day.right.map { "write \($0), or another day" } ?? "write another day")
                }
            }
        }
        return IssueFileTypography(words, language: language).findings + (days ?? [])
    }
}
