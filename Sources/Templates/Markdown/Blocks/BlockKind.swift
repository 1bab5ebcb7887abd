import Mail

/// What an editor may put between `:::NAME` and `:::`.
enum BlockKind: String, CaseIterable {
    case button, image, columns, column, products, product, section, divider, note

    /// What stands within a block besides its attributes.
    enum Content {
        case nothing
        /// Words that are one link or one caption; `isNeeded` where the block is nothing without them.
        case words(isNeeded: Bool)
        /// Anything that Markdown has, and other blocks.
        case blocks
        /// Blocks of one kind alone, and how many of them.
        case parts(BlockKind, ClosedRange<Int>)
    }

    /// All that is known of a kind.
    struct Rules {
        var needed: [BlockAttribute] = []
        var optional: [BlockAttribute] = []
        var content: Content
        /// The blocks that it may stand in; nil is the letter itself.
        var places: [BlockKind?]
    }

    var rules: Rules {
        switch self {
        case .button:
            Rules(needed: [.link], content: .words(isNeeded: true), places: [nil, .section, .column, .note])
        case .image:
            Rules(
                needed: [.source, .alt], optional: [.link, .width], content: .words(isNeeded: false),
                places: [nil, .section, .column, .note])
        case .columns: Rules(content: .parts(.column, 2...2), places: [nil, .section])
        case .column: Rules(content: .blocks, places: [.columns])
        case .products: Rules(content: .parts(.product, 1...100), places: [nil, .section])
        case .product:
            Rules(
                needed: [.link], optional: [.picture, .alt, .price], content: .words(isNeeded: true),
                places: [.products])
        case .section: Rules(optional: [.tint], content: .blocks, places: [nil])
        case .divider: Rules(content: .nothing, places: [nil, .section, .column])
        case .note: Rules(content: .blocks, places: [nil, .section, .column])
        }
    }

    /// Whether no other block can stand in it: one that begins there shows that its `:::` was forgotten.
    var isLeaf: Bool {
        switch rules.content {
        case .nothing, .words: true
        case .blocks, .parts: false
        }
    }

    func takes(_ attribute: BlockAttribute) -> Bool {
        let rules = rules
        return rules.needed.contains(attribute) || rules.optional.contains(attribute)
    }

    /// The name that somebody meant who wrote another: in French, or with a slip of the hand.
    static func meant(by word: String) -> BlockKind? {
        let word = word.lowercased()
        if let french = french[word] { return french }
        guard word.utf8.count < 20 else { return nil }
        let near = allCases.map { (kind: $0, distance: EditDistance.between(word, $0.rawValue)) }
        return near.min { $0.distance < $1.distance }.flatMap { $0.distance <= 2 ? $0.kind : nil }
    }

    private static let french: [String: BlockKind] = [
        "bouton": .button, "photo": .image, "picture": .image, "img": .image, "colonnes": .columns, "colonne": .column,
        "produits": .products, "produit": .product, "séparateur": .divider, "filet": .divider, "encadré": .note,
        "remarque": .note,
    ]
}
