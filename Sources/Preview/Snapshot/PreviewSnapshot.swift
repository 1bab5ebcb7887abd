import Catcher
import MailReading
import Templates

/// One kind of message in one locale, as its editor looks at it.
package struct PreviewEntry: Sendable, Hashable {
    package var kind: String
    package var locale: String
    /// Without text where `kind.yaml` does not say.
    package var description: KindDescription
    /// The sample as it would be sent; nil while faults keep it from being rendered.
    package var letter: Letter?
    /// The files that it is made of.
    package var sources: [Source]
    /// What is wrong with those files.
    package var faults: [TemplateFault]

    /// A rendered and composed sample.
    package struct Letter: Sendable, Hashable {
        package var subject: String
        package var text: String
        package var html: String?
        /// The message's header fields, their encoded-words read.
        package var headers: [HeaderField]
        /// The message as a relay would get it.
        package var message: [UInt8]
        /// What a mailbox shows beside the subject; nil where it is the letter's frame that says it.
        package var preheader: String?

        package init(
            subject: String, text: String, html: String?, headers: [HeaderField], message: [UInt8],
            preheader: String? = nil
        ) {
            self.preheader = preheader
            self.subject = subject
            self.text = text
            self.html = html
            self.headers = headers
            self.message = message
        }
    }

    package init(
        kind: String, locale: String, description: KindDescription, letter: Letter?, sources: [Source],
        faults: [TemplateFault]
    ) {
        self.kind = kind
        self.locale = locale
        self.description = description
        self.letter = letter
        self.sources = sources
        self.faults = faults
    }
}

/// All that a templates' directory, or a folder of issues, has to show at one moment.
package struct PreviewSnapshot: Sendable, Hashable {
    /// What is looked at, and its words on the page.
    package enum Subject: Sendable, Hashable {
        case templates, issues

        /// `Aperçu des modèles`
        var plural: String { self == .templates ? "modèles" : "numéros" }
        var singular: String { self == .templates ? "Modèle" : "Numéro" }
    }

    package var subject: Subject
    /// The locales of one kind stand together.
    package var entries: [PreviewEntry]
    /// All faults, those of no entry's files too.
    package var faults: [TemplateFault]

    package init(entries: [PreviewEntry], faults: [TemplateFault], subject: Subject = .templates) {
        self.subject = subject
        self.entries = entries
        self.faults = faults
    }

    func entry(of kind: String, in locale: String) -> PreviewEntry? {
        entries.first { $0.kind == kind && $0.locale == locale }
    }
}
