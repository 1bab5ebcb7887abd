/// What the reader will read: rendered words, not yet a mail. Made from a `Claimed` by a `Renderer`.
package struct Letter: Sendable {
    /// What many readers get.
    package let form: FormLetter
    /// What this reader gets in the form's places: lines, by their numbers there.
    package let values: [String]
    /// Where the reader leaves the newsletter; nil for transactional mail.
    package let unsubscribe: Unsubscribe?
    /// What stands before the subject's words; empty for every letter but a copy for an editor.
    package private(set) var mark = ""

    /// The two ways out of a list: a link for one click and an address (RFC 2369, RFC 8058).
    package struct Unsubscribe: Sendable, Hashable {
        package var link: String
        package var mailto: String?

        package init(link: String, mailto: String?) {
            self.link = link
            self.mailto = mailto
        }
    }

    package init(_ form: FormLetter, values: [String], unsubscribe: Unsubscribe? = nil) {
        self.form = form
        self.values = values
        self.unsubscribe = unsubscribe
    }

    /// A letter to one reader, whose text is laid out already.
    package init(
        subject: String, text: String, html: String?, language: String, list: FormLetter.List? = nil,
        unsubscribe: Unsubscribe? = nil
    ) {
        self.init(
            FormLetter(
                subject: MergeText(words: subject), text: MergeText(words: text),
                html: html.map(MergeText.init(words:)),
                language: language, list: list, isWrapped: false),
            values: [], unsubscribe: unsubscribe)
    }

    /// The same as a copy for its editor: a mailbox must not take it for the letter itself.
    package var markedAsTest: Letter {
        var copy = self
        copy.mark = "[Test] "
        return copy
    }

    /// The words as the reader sees them.
    package var subject: String { mark + String(decoding: form.subject.filled(values), as: UTF8.self) }
    package var text: String { form.body.text.content(values) }
    package var html: String? { form.body.html?.content(values) }
    package var language: String { form.language }
}
