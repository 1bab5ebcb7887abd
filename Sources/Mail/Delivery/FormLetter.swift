/// A letter to many, with places for what differs from reader to reader. What is the same for all of them is encoded here, once; a
/// `Letter` is this and one reader's values.
package final class FormLetter: Sendable {
    /// The list that the letter is sent to.
    package struct List: Sendable, Hashable {
        /// Its stable identifier and its human name (RFC 2919).
        package var id: String
        package var name: String
        /// Whom its letters come from, and where answers go, as a setting writes a mailbox; nil as the settings say.
        package var sender: String?
        package var replyTo: String?

        package init(id: String, name: String, sender: String? = nil, replyTo: String? = nil) {
            self.id = id
            self.name = name
            self.sender = sender
            self.replyTo = replyTo
        }
    }

    /// The language the words are in (`fr`, `fr-CH`): Content-Language (RFC 3282).
    package let language: String
    package let list: List?
    let subject: MergeText
    let body: Body
    /// Header fields as they leave, or the fault of whoever wrote the words.
    let subjectField: Result<[UInt8], ComposeFault>?
    let languageField: Result<[UInt8], ComposeFault>
    let listField: Result<ListHeaders.List, ComposeFault>?
    /// What the list has of its own in place of its lane's sender.
    let sender: Result<ListSender, ComposeFault>?

    /// - Parameters:
    ///   - text: The plain part, complete in itself. Lines end in LF.
    ///   - html: The HTML part, or nil for a kind without one. Lines end in LF.
    ///   - isWrapped: Whether the text's lines are still to be broken for reading.
    ///   - list: nil for transactional mail.
    package init(
        subject: MergeText, text: MergeText, html: MergeText?, language: String, list: List?, isWrapped: Bool = true
    ) {
        self.language = language
        self.list = list
        self.subject = subject
        body = Body(
            text: BodyPart(type: "text/plain", text, isWrapped: isWrapped),
            html: html.map { BodyPart(type: "text/html", $0) })
        subjectField =
            subject.hasValues ? nil : Result { () throws(ComposeFault) in try Self.field(subject: subject, []) }
        languageField = Result { () throws(ComposeFault) in
            var header = HeaderWriter()
            header.field("Content-Language", try Identity.token(language, of: "the letter's language"))
            return header.bytes
        }
        listField = list.map { list in Result { () throws(ComposeFault) in try ListHeaders.List(list) } }
        sender = list.map { list in Result { () throws(ComposeFault) in try ListSender(list) } }
    }

    /// The Subject field of one letter, its words behind a mark.
    func subjectField(_ values: [String], mark: String) throws(ComposeFault) -> [UInt8] {
        if let subjectField, mark.isEmpty { return try subjectField.get() }
        return try Self.field(subject: subject, values, mark: mark)
    }

    private static func field(
        subject: MergeText, _ values: [String], mark: String = ""
    ) throws(ComposeFault) -> [UInt8] {
        let text = mark + String(decoding: subject.filled(values), as: UTF8.self)
        guard !text.isEmpty else { throw ComposeFault("the subject is empty") }
        var header = HeaderWriter()
        header.field("Subject", text: try HeaderText(text, of: "the subject"))
        return header.bytes
    }
}
