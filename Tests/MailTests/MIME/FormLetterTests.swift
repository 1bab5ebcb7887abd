import Testing

@testable import Mail

@Suite("A letter to many", .timeLimit(.minutes(5)))
struct FormLetterTests {
    /// What values and words are made of: what changes lines, layout, composition and the choice of an encoding.
    private static let pieces = [
        "Bonjour ", "é", "à l’été ", ".", "..", " ", "  ", "\t", "=", "- ", "> ", "<b>\"L’Œuf\" & co</b>", "e\u{301}",
        "\u{301}",
        "\u{5D0}\u{5BC}\u{5B0}", "mot ", "un mot de plus ", "https://boutique.example/d/A1b2", "日本語", "😀", "\u{A0}",
        "\u{202F}?",
        "From ", "--=_", String(repeating: "très long ", count: 12), String(repeating: "x", count: 80),
        String(repeating: "é", count: 40), String(repeating: "Ελληνικά ", count: 9),
    ]
    private static let ends = ["\n", "\n", "\n\n", "\r\n", "\r", "\n.", " \n"]

    private static func value(_ random: inout SeededGenerator) -> String {
        let count = [0, 1, 1, 1, 2, 3, 6].randomElement(using: &random) ?? 1
        let value = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        // No renderer lets these in; whoever did would get the same mail.
        return Int.random(in: 0..<30, using: &random) == 0 ? value + (ends.randomElement(using: &random) ?? "") : value
    }

    /// Words with places for three values.
    private static func words(_ random: inout SeededGenerator, escaping: MergeText.Escaping) -> MergeText {
        let isFrench = Bool.random(using: &random)
        let count = Int.random(in: 0...30, using: &random)
        let words = (0..<count).map { _ -> MergeText.Piece in
            switch Int.random(in: 0..<8, using: &random) {
            case 0: return .value(Int.random(in: 0..<3, using: &random))
            case 1, 2: return .words(Array((ends.randomElement(using: &random) ?? "").utf8))
            default:
                let piece = pieces.randomElement(using: &random) ?? ""
                // Marks that join letters are rare, and change how all of a text is handled.
                return .words(Array((isFrench && piece.utf8.contains(0xCC) ? "mot " : piece).utf8))
            }
        }
        return MergeText(words, escaping: escaping)
    }

    private static func text(_ words: MergeText, _ values: [String]) -> String {
        words.pieces.map { piece in
            switch piece {
            case .words(let words): String(decoding: words, as: UTF8.self)
            case .value(let number): words.escaping == .markup ? HTMLText.escaped(values[number]) : values[number]
            }
        }.joined()
    }

    @Test("is for each reader, to the byte, the mail that is composed of that reader's words alone")
    func sameBytes() throws {
        var random = SeededGenerator(seed: 20)
        let composer = try Samples.composer()
        let identity = try Samples.identity(of: .bulk)
        for _ in 0..<2_000 {
            let subject = MergeText(
                [.words(Array("Objet ".utf8))]
                    + [.words(Array("é".utf8)), .value(0)].shuffled(using: &random).prefix(2))
            let text = Self.words(&random, escaping: .none)
            let html = Bool.random(using: &random) ? Self.words(&random, escaping: .markup) : nil
            let isWrapped = Bool.random(using: &random)
            let list = FormLetter.List(
                id: "lettre", name: ["", "Lettre", "La lettre de L’Œuf"].randomElement(using: &random) ?? "")
            let form = FormLetter(
                subject: subject, text: text, html: html, language: "fr", list: list, isWrapped: isWrapped)
            for _ in 0..<5 {
                let values = (0..<3).map { _ in Self.value(&random) }
                let unsubscribe = Samples.unsubscribe(
                    mailto: Bool.random(using: &random) ? "a+b@boutique.example" : nil)
                let letter = Letter(form, values: values, unsubscribe: unsubscribe.way)
                let laidOut = Self.text(text, values)
                let words = ReferenceComposer.Words(
                    subject: Self.text(subject, values),
                    text: isWrapped ? TextLayout.wrapped(laidOut) : laidOut,
                    html: html.map { Self.text($0, values) },
                    unsubscribe: (unsubscribe.way.link, unsubscribe.way.mailto, list))
                let claimed = try Samples.claimed(
                    kind: "newsletter", lane: .bulk,
                    name: ["Zoé", "Dupont, Zoé", nil].randomElement(using: &random) ?? nil)
                #expect(letter.subject == words.subject)
                #expect(letter.text.utf8.elementsEqual(words.text.utf8))
                #expect(letter.html.map { Array($0.utf8) } == words.html.map { Array($0.utf8) })
                guard let expected = try? ReferenceComposer.compose(words, for: claimed, by: identity) else {
                    #expect(throws: ComposeFault.self) { try composer.compose(letter, for: claimed) }
                    continue
                }
                #expect(try composer.compose(letter, for: claimed).bytes == expected)
            }
        }
    }

    @Test("falls back on base64 for the readers whose values need it, and for them alone")
    func choice() throws {
        let words = MergeText([.words(Array("Bonjour ".utf8)), .value(0), .words(Array(",\n\nDes mots.\n".utf8))])
        let form = FormLetter(subject: MergeText(words: "Objet"), text: words, html: nil, language: "fr", list: nil)
        for (name, isBase64) in [("Zoé", false), (String(repeating: "é", count: 40), true)] {
            let bytes = try Samples.composed(Letter(form, values: [name]))
            #expect(MailBytes(bytes).text.contains("Content-Transfer-Encoding: base64\r\n") == isBase64)
        }
    }
}
