import Catcher
import Mail
import MailReading
import Templates

/// Makes snapshots of the templates: every kind's sample, rendered and composed as a worker would, and what the check says of it.
package struct PreviewRenderer: PreviewSource {
    package let directory: String
    private let shop: ShopSettings
    private let webPublicURL: String
    private let composer: Composer

    package init(directory: String, shop: ShopSettings, webPublicURL: String, composer: Composer) {
        self.directory = directory
        self.shop = shop
        self.webPublicURL = webPublicURL
        self.composer = composer
    }

    package var watched: [String] { [directory] }

    /// The templates as they are on disk now.
    package func snapshot() -> PreviewSnapshot {
        let review = TemplateReview(directory: directory, shop: shop, webPublicURL: webPublicURL)
        let check = TemplateCheck.faults(directory: directory, shop: shop, webPublicURL: webPublicURL)
        return PreviewSnapshot(
            entries: review.editions.map { entry(of: $0, in: review.library, check) }, faults: check)
    }

    private func entry(
        of edition: TemplateReview.ReviewedEdition, in library: TemplateLibrary, _ check: [TemplateFault]
    ) -> PreviewEntry {
        var faults = check.filter { concerns(edition, $0) }
        var letter: PreviewEntry.Letter?
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
        return PreviewEntry(
            kind: edition.kind, locale: edition.locale, description: edition.description, letter: letter,
            sources: edition.sources, faults: faults)
    }

    private func letter(_ edition: TemplateReview.ReviewedEdition, _ library: TemplateLibrary) throws
        -> PreviewEntry.Letter
    {
        let sample = try library.sampleMessage(of: edition.kind, locale: edition.locale)
        let letter = try library.sampleLetter(of: edition.kind, locale: edition.locale)
        let message = try composer.compose(letter, for: sample)
        return PreviewEntry.Letter(
            subject: letter.subject, text: letter.text, html: letter.html,
            headers: MailReader(message.bytes).headers,
            message: message.bytes)
    }

    /// Whether a fault is of one of the edition's files, or of the folder in which one is missing.
    private func concerns(_ edition: TemplateReview.ReviewedEdition, _ fault: TemplateFault) -> Bool {
        let folder = "\(edition.kind)/\(edition.locale)"
        return fault.file == edition.kind || fault.file == folder || fault.file.hasPrefix("\(folder)/")
            || edition.sources.contains { $0.file == fault.file }
    }
}
