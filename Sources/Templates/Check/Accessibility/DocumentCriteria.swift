/// The document as a whole.
enum DocumentCriteria {
    private static func root(_ letter: AccessibleLetter) -> MarkupTree.Element? {
        letter.tree.elements.first { $0.name == "html" }
    }

    private static func finding(
        _ letter: AccessibleLetter, _ fault: String, _ mend: String, french: String
    ) -> AccessibilityFinding {
        AccessibilityFinding(index: root(letter)?.place ?? 0, fault: fault, mend: mend, french: french)
    }

    static func type(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        let beginning = letter.view.html.text(0..<min(200, letter.view.html.scalars.count)).lowercased()
        guard !beginning.drop(while: \.isWhitespace).hasPrefix("<!doctype html") else { return [] }
        return [
            finding(
                letter, "a document without its type", "begin with <!DOCTYPE html>",
                french: "le type de document n’est pas déclaré")
        ]
    }

    static func soundness(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        let loose = letter.tree.loose.map { name, place in
            AccessibilityFinding(
                index: place, fault: "<\(name)> begins or ends alone", mend: "give it its other tag, or take it out",
                french: "un élément \(name) n’est pas fermé, ou est fermé sans être ouvert")
        }
        var known: Set<String> = []
        let doubles = letter.tree.elements.compactMap { element -> AccessibilityFinding? in
            guard let id = element.token["id"]?.value, !known.insert(id).inserted else { return nil }
            return AccessibilityFinding(
                index: element.place, fault: "two elements with id=\"\(id)\"", mend: "give each its own",
                french: "deux éléments ont l’identifiant «\u{A0}\(id)\u{A0}»")
        }
        return loose + doubles
    }

    /// Some web mail drops `html` and `body`: the language must stand within, too.
    static func language(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        let body = letter.tree.elements.drop { $0.name != "body" }
        guard root(letter)?.token["lang"] == nil || !body.contains(where: { $0.token["lang"] != nil }) else {
            return []
        }
        return [
            finding(
                letter, "the language is not said on <html> and within <body>", "add lang=\"{{language}}\" to both",
                french: "la langue n’est pas indiquée sur html et dans body")
        ]
    }

    static func languageCode(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        guard let tag = root(letter)?.token["lang"]?.value else { return nil }
        guard tag != letter.language else { return [] }
        return [
            finding(
                letter, "lang=\"\(tag)\", and the words are in \(letter.language)", "write lang=\"{{language}}\"",
                french:
                    "la langue indiquée est «\u{A0}\(tag)\u{A0}» et le texte est en «\u{A0}\(letter.language)\u{A0}»")
        ]
    }

    static func title(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        guard letter.view.title?.allSatisfy(\.isWhitespace) ?? true else { return [] }
        return [
            finding(
                letter, "a document without title", "add <title>{{subject}}</title>",
                french: "le document n’a pas de titre")
        ]
    }

    static func titleRelevance(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        guard let title = letter.view.title, !title.allSatisfy(\.isWhitespace) else { return nil }
        guard title != letter.subject else { return [] }
        return [
            finding(
                letter, "the title is not the subject", "write <title>{{subject}}</title>",
                french: "le titre du document n’est pas l’objet du message")
        ]
    }
}
