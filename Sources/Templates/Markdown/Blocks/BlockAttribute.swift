import Mail

/// The grounds that a section may stand on.
enum BlockTint: String, CaseIterable {
    case quiet, warm, cool, accent
}

/// What a block is told in a line of its own below its name: `link: https://www.shop.example/`.
enum BlockAttribute: String, CaseIterable {
    case link, source, picture, alt, width, price, tint

    /// As an editor writes it.
    var example: String {
        switch self {
        case .link, .source, .picture: "\(rawValue): https://..."
        case .alt: "alt: what it shows"
        case .width: "width: 240"
        case .price: "price: 24 €"
        case .tint: "tint: warm"
        }
    }

    /// What is wrong with a value, and what mends it; nil for nothing.
    func fault(of value: String) -> (fault: String, mend: String)? {
        guard !value.isEmpty else {
            return ("\(rawValue): says nothing", "write it behind the colon, or take the line out")
        }
        switch self {
        case .link where !MarkdownLink.isLink(value):
            return ("\(value) is no link that a letter may have", "write the whole address, with https:// or mailto:")
        case .source where !MarkdownLink.isPicture(value), .picture where !MarkdownLink.isPicture(value):
            return ("\(value) is no address of a picture", "write the whole address, with https://")
        case .width where Self.pixels(value) == nil:
            return ("\(value) is no width", "write how many pixels wide the picture is to be shown, as in \(example)")
        case .tint where BlockTint(rawValue: value.lowercased()) == nil:
            let tints = BlockTint.allCases.map(\.rawValue)
            return ("\(value) is no tint", "choose one of \(tints.joined(separator: ", "))")
        default: return nil
        }
    }

    /// `240` or `240px`.
    static func pixels(_ value: String) -> Int? {
        let digits = value.hasSuffix("px") ? value.dropLast(2) : value[...]
        guard let pixels = Int(digits), (1...4_000).contains(pixels) else { return nil }
        return pixels
    }

    /// The name that somebody meant who wrote another: in French, or with a slip of the hand. Words of a letter are none.
    static func meant(by word: String) -> BlockAttribute? {
        if let french = french[word.lowercased()] { return french }
        guard word.utf8.count > 3, word == word.lowercased() else { return nil }
        return allCases.first { EditDistance.between(word, $0.rawValue) == 1 }
    }

    private static let french: [String: BlockAttribute] = [
        "lien": .link, "href": .link, "url": .link, "src": .source, "photo": .picture, "largeur": .width,
        "prix": .price,
        "teinte": .tint, "fond": .tint,
    ]
}
