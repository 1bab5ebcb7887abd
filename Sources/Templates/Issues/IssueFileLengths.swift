/// What mailboxes show of an issue in their lists: whether it is there, fits, and says something.
enum IssueFileLengths {
    /// In characters (standards F13).
    static let longestSubject = 60
    static let preheader = 40...130

    static func faults(of edition: IssueFile.Edition, in issue: IssueFile) -> [IssueFileFault] {
        var faults: [IssueFileFault] = []
        let head = edition.head
        func headFault(_ fault: String, _ mend: String) {
            faults.append(IssueFileFault(edition.body.file, head.line, 1, fault, mend))
        }
        if let subject = head["subject"] ?? head["title"] {
            faults += self.faults(ofSubject: subject)
        } else if head.lacks("subject"), head.lacks("title") {
            headFault("there is no subject", "add a line subject: \"…\"")
        }
        if let preheader = head["preheader"] {
            faults += self.faults(ofPreheader: preheader, subject: edition.subject)
        } else if head.lacks("preheader") {
            headFault(
                "there is no preheader", "add a line preheader: \"…\": without it mailboxes show how the letter begins")
        }
        if let html = edition.html {
            if edition.body.isBlank, edition.text == nil {
                faults.append(
                    html.wholeFault(
                        "there is no plain letter beside the HTML",
                        "write it below the head, or name it with text: FILE"))
            }
        } else if let text = edition.text {
            faults.append(
                text.wholeFault(
                    "there is no HTML beside the plain letter", "name it with html: FILE, or write Markdown"))
        } else if edition.body.isBlank {
            headFault("there are no words below the head", "write the letter")
        }
        if let text = edition.text, !edition.body.isBlank {
            faults.append(
                edition.body.wholeFault(
                    "there is a plain letter already, \(text.file)", "keep one of the two"))
        }
        return faults
    }

    private static func faults(ofSubject subject: IssueField) -> [IssueFileFault] {
        let words = subject.value
        var faults: [IssueFileFault] = []
        if words.count > longestSubject {
            faults.append(
                subject.fault(
                    "the subject has \(words.count) characters, and mailboxes show \(longestSubject)", "say it shorter")
            )
        }
        let beginning = words.lowercased().filter { !$0.isWhitespace }
        if let mark = ["re:", "tr:", "fwd:", "fw:"].first(where: { beginning.hasPrefix($0) }) {
            faults.append(
                subject.fault("the subject begins as an answer does, with “\(mark)”", "say what the letter is about"))
        }
        let letters = words.filter(\.isLetter)
        if letters.count >= 8, letters.allSatisfy(\.isUppercase) {
            faults.append(
                subject.fault("the subject is in capitals, as spam is", "write it as a sentence"))
        }
        if let marks = words.firstRange(of: "!!") {
            let offset = words[..<marks.lowerBound].unicodeScalars.count
            faults.append(
                subject.fault(at: offset, "several exclamation marks, as spam has", "keep one, or none"))
        }
        return faults
    }

    private static func faults(ofPreheader field: IssueField, subject: String) -> [IssueFileFault] {
        let count = field.value.count
        if field.value == subject {
            return [field.fault("the preheader repeats the subject", "say what the subject leaves out")]
        }
        if count < preheader.lowerBound {
            return [
                field.fault(
                    "the preheader has \(count) characters, and mailboxes have room for \(preheader.lowerBound) at least",
                    "say more: they fill the room with what follows")
            ]
        }
        if count > preheader.upperBound {
            return [
                field.fault(
                    "the preheader has \(count) characters, and mailboxes show \(preheader.upperBound) at most",
                    "say it shorter")
            ]
        }
        return []
    }
}
