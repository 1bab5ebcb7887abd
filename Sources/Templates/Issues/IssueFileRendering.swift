import Mail

/// An issue's letter in one of its languages, as a reader would get it.
package struct IssueFileLetter: Sendable {
    package var edition: IssueFile.Edition
    /// The locale of the reader.
    package var locale: String
    package var message: Claimed
    package var letter: Result<Letter, RenderFault>
}

extension TemplateLibrary {
    private static let kindOfIssues = "newsletter"

    /// The issue's letters, one for each of its languages, to the reader of the samples.
    package func letters(of issue: IssueFile) -> [IssueFileLetter] {
        let stored = StoredIssue(content: issue.content, list: list(of: issue))
        return issue.editions.compactMap { edition in
            let locale = edition.tag.isEmpty ? standard : edition.tag
            guard let message = try? sampleMessage(of: Self.kindOfIssues, locale: locale) else { return nil }
            let letter = Result { () throws(RenderFault) in try self.letter(for: message, issue: stored) }
            return IssueFileLetter(edition: edition, locale: locale, message: message, letter: letter)
        }
    }

    /// Its list as far as a file knows it. What is no mailbox is told by the check, and does not hide the letter.
    private func list(of issue: IssueFile) -> StoredIssue.List? {
        func mailbox(_ field: IssueField?) -> String? {
            field.flatMap { (try? Mailbox(parsing: $0.value)) == nil ? nil : $0.value }
        }
        return issue.list.map {
            StoredIssue.List(name: $0, sender: mailbox(issue.sender), replyTo: mailbox(issue.replyTo))
        }
    }

    /// What only the letters themselves show: that they cannot be rendered, or are larger than mailboxes show.
    package func faults(of issue: IssueFile) -> [IssueFileFault] {
        // Without words nothing can be rendered, and that is told already.
        let whole = issue.editions.allSatisfy { !$0.subject.isEmpty && !($0.body.isBlank && $0.text == nil) }
        guard whole, !issue.editions.isEmpty else { return [] }
        return letters(of: issue).compactMap { rendered in
            let body = rendered.edition.html ?? rendered.edition.body
            switch rendered.letter {
            case .failure(let fault):
                return IssueFileFault.unmade(body, fault)
            case .success(let letter):
                let size = letter.html?.utf8.count ?? 0
                guard size > LetterCheck.largestMarkup else { return nil }
                return body.wholeFault(
                    "the letter’s HTML has \(size) bytes, and Gmail hides what is beyond 102,000: the way out, too",
                    "say less, and link to the rest")
            }
        }
    }
}
