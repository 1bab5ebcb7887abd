/// One kind of message in one locale, as its editor looks at it.
package struct Proof: Sendable, Hashable {
    package var kind: String
    package var locale: String
    /// What the message is for, in one line; empty where `kind.yaml` does not say.
    package var description: String
    /// The sample as it would be sent; nil while faults keep it from being rendered.
    package var letter: Letter?
    /// The files that it is made of.
    package var sources: [Source]
    /// What is wrong with those files.
    package var faults: [Fault]

    /// A rendered and composed sample.
    package struct Letter: Sendable, Hashable {
        package var subject: String
        package var text: String
        package var html: String?
        /// The message's header fields, their encoded-words read.
        package var headers: [Field]
        /// The message as a relay would get it.
        package var message: [UInt8]

        package init(subject: String, text: String, html: String?, headers: [Field], message: [UInt8]) {
            self.subject = subject
            self.text = text
            self.html = html
            self.headers = headers
            self.message = message
        }
    }

    package struct Field: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package struct Source: Sendable, Hashable {
        /// Relative to the templates' directory.
        package var file: String
        package var text: String

        package init(file: String, text: String) {
            self.file = file
            self.text = text
        }
    }

    /// What `facteur templates check` says of one place.
    package struct Fault: Sendable, Hashable, CustomStringConvertible {
        /// Relative to the templates' directory.
        package var file: String
        /// From 1; nil where no one line is at fault.
        package var line: Int?
        package var fault: String
        package var mend: String

        package init(file: String, line: Int?, fault: String, mend: String) {
            self.file = file
            self.line = line
            self.fault = fault
            self.mend = mend
        }

        /// `password-reset/fr/text.mustache:7`
        var place: String { file + (line.map { ":\($0)" } ?? "") }

        package var description: String { "\(place): \(fault): \(mend)" }
    }

    package init(
        kind: String, locale: String, description: String, letter: Letter?, sources: [Source], faults: [Fault]
    ) {
        self.kind = kind
        self.locale = locale
        self.description = description
        self.letter = letter
        self.sources = sources
        self.faults = faults
    }
}

/// All that a templates' directory has to show at one moment.
package struct Proofs: Sendable, Hashable {
    /// The locales of one kind stand together.
    package var proofs: [Proof]
    /// All faults, those of no proof's files too.
    package var faults: [Proof.Fault]

    package init(proofs: [Proof], faults: [Proof.Fault]) {
        self.proofs = proofs
        self.faults = faults
    }

    func proof(of kind: String, in locale: String) -> Proof? {
        proofs.first { $0.kind == kind && $0.locale == locale }
    }
}
