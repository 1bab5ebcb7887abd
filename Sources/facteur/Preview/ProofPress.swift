import Catcher
import Mail
import Templates
import Web

/// Makes proofs of the templates: every kind's sample, rendered and composed as a worker would, and what the check says of it.
struct ProofPress: Sendable {
    let directory: String
    private let shop: ShopSettings
    private let webPublicURL: String
    private let composer: Composer

    /// For the shop and the sender of the settings.
    init(_ directory: String, _ settings: Settings) throws(CommandError) {
        self.directory = directory
        shop = ShopSettings(settings)
        webPublicURL = settings[Keys.Web.publicURL] ?? NewsletterHold.placeholderURL
        composer = try Composer(settings)
    }

    /// The templates as they are on disk now.
    func proofs() -> Proofs {
        let review = TemplateReview(directory: directory, shop: shop, webPublicURL: webPublicURL)
        let check = TemplateCheck.faults(directory: directory, shop: shop, webPublicURL: webPublicURL)
        return Proofs(
            proofs: review.editions.map { proof(of: $0, in: review.library, check) }, faults: check.map(Self.fault))
    }

    private func proof(
        of edition: TemplateReview.Edition, in library: TemplateLibrary, _ check: [TemplateFault]
    ) -> Proof {
        var faults = check.filter { concerns(edition, $0) }
        var letter: Proof.Letter?
        if edition.isSound {
            do { letter = try self.letter(edition, library) } catch {
                // What the check has not told: a sample that can be rendered and not sent.
                if faults.isEmpty {
                    faults.append(
                        TemplateFault(
                            file: "\(edition.kind)/kind.yaml", fault: "the sample can't be sent",
                            mend: String(describing: error)))
                }
            }
        }
        return Proof(
            kind: edition.kind, locale: edition.locale, description: edition.description, letter: letter,
            sources: edition.sources.map { Proof.Source(file: $0.file, text: $0.text) }, faults: faults.map(Self.fault))
    }

    private func letter(_ edition: TemplateReview.Edition, _ library: TemplateLibrary) throws -> Proof.Letter {
        let sample = try library.sampleMessage(of: edition.kind, locale: edition.locale)
        let letter = try library.sampleLetter(of: edition.kind, locale: edition.locale)
        let message = try composer.compose(letter, for: sample)
        return Proof.Letter(
            subject: letter.subject, text: letter.text, html: letter.html,
            headers: MailReader(message.bytes).headers.map { Proof.Field(name: $0.name, value: $0.value) },
            message: message.bytes)
    }

    /// Whether a fault is of one of the edition's files, or of the folder in which one is missing.
    private func concerns(_ edition: TemplateReview.Edition, _ fault: TemplateFault) -> Bool {
        let folder = "\(edition.kind)/\(edition.locale)"
        return fault.file == edition.kind || fault.file == folder || fault.file.hasPrefix("\(folder)/")
            || edition.sources.contains { $0.file == fault.file }
    }

    private static func fault(_ fault: TemplateFault) -> Proof.Fault {
        Proof.Fault(file: fault.file, line: fault.line, fault: fault.fault, mend: fault.mend)
    }
}
