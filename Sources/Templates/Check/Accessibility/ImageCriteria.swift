/// What is said of pictures to those who don't see them.
enum ImageCriteria {
    static func alternatives(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        let images = letter.tree.seen("img")
        guard !images.isEmpty else { return nil }
        return images.filter { $0.token["alt"] == nil }.map { image in
            AccessibilityFinding(
                index: image.place, fault: "an image without alt",
                mend: "add alt=\"what it shows\", or alt=\"\" where it only decorates",
                french: "une image n’a pas d’attribut alt")
        }
    }

    /// Words that name a picture and not what it shows.
    private static let empty: Set<String> = [
        "image", "photo", "picture", "img", "logo", "icone", "icône", "icon", "visuel", "banner", "bannière",
        "illustration",
    ]

    static func relevance(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        let named = letter.tree.seen("img").compactMap { image in
            image.token["alt"].flatMap { $0.value.isEmpty ? nil : (image: image, words: $0.value) }
        }
        guard !named.isEmpty else { return nil }
        return named.filter { isMeaningless($0.words) }.map { image, words in
            AccessibilityFinding(
                index: image.place, fault: "the alternative “\(words)” does not say what the image shows",
                mend: "write what a reader without the image should know",
                french: "l’alternative «\u{A0}\(words)\u{A0}» ne dit pas ce que montre l’image")
        }
    }

    private static func isMeaningless(_ words: String) -> Bool {
        let plain = words.lowercased()
        return empty.contains(plain)
            || ["png", "jpg", "jpeg", "gif", "webp", "svg"].contains { plain.hasSuffix("." + $0) }
    }
}
