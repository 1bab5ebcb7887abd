import Mail

/// What each criterion of accessibility came to in every letter of a templates' directory.
package struct AccessibilityReview: Sendable {
    /// A kind in a locale.
    package struct Edition: Sendable, Hashable {
        package let kind: String
        package let locale: String
    }

    /// What keeps somebody from a part of a letter, told once for all letters that have it from the same line.
    package struct Fault: Sendable, Hashable {
        /// As `facteur templates check` prints it.
        package let fault: TemplateFault
        /// In French, without its place.
        package let french: String
        /// The first letter that has it.
        package let edition: Edition
    }

    package struct Result: Sendable {
        package let criterion: AccessibilityCriterion
        /// The letters that have something that the criterion is about.
        package fileprivate(set) var applicable: Set<Edition> = []
        package fileprivate(set) var failing: Set<Edition> = []
        package fileprivate(set) var faults: [Fault] = []
    }

    /// The letters that were looked at, in the order of kinds, the locale to which others fall back first.
    package private(set) var editions: [Edition] = []
    /// In the order of the criteria.
    package private(set) var results = AccessibilityCriterion.all.map { Result(criterion: $0) }

    /// What is to be mended, in the order of files and lines.
    package var faults: [TemplateFault] { TemplateFaults(results.flatMap(\.faults).map(\.fault)).faults }

    /// Kinds that cannot be rendered are left out: `TemplateCheck` says why.
    package init(directory: String, shop: ShopSettings, webPublicURL: String) {
        let folder = TemplateFolder(directory)
        let check = KindCheck(shop: shop, webPublicURL: webPublicURL)
        let layouts = Layouts(sources: folder.layouts)
        for kind in folder.kinds {
            check.forEachLetter(of: kind, layouts: layouts) { locale, letter in
                guard let view = letter.view else { return }
                let subject = letter.subject.text(0..<letter.subject.scalars.count)
                add(
                    AccessibleLetter(view: view, language: letter.language, subject: subject),
                    of: Edition(kind: kind.name, locale: locale))
            }
        }
    }

    private mutating func add(_ letter: AccessibleLetter, of edition: Edition) {
        if !editions.contains(edition) { editions.append(edition) }
        for (index, criterion) in AccessibilityCriterion.all.enumerated() {
            guard let findings = criterion.findings(letter) else { continue }
            results[index].applicable.insert(edition)
            if !findings.isEmpty { results[index].failing.insert(edition) }
            for finding in findings {
                let name = "RGAA \(criterion.number), EN 301 549 \(criterion.clause): \(finding.fault)"
                let fault = letter.view.html.fault(at: finding.index, name, finding.mend)
                guard !results[index].faults.contains(where: { $0.fault == fault }) else { continue }
                results[index].faults.append(Fault(fault: fault, french: finding.french, edition: edition))
            }
        }
    }
}
