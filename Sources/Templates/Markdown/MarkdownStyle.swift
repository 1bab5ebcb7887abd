/// The colours and sizes of what an editor writes, in the frame that the house's letters have.
package struct MarkdownStyle: Sendable, Hashable {
    /// The button's ground and its words, and the mark of a note.
    let accent: String
    let accentText: String

    /// The colours that a shop has which chose none.
    package init() { self.init(accent: "#1a4d7a", accentText: "#ffffff") }

    package init(_ appearance: ShopSettings.Appearance) {
        self.init(accent: appearance.accent, accentText: appearance.accentText)
    }

    private init(accent: String, accentText: String) {
        self.accent = accent
        self.accentText = accentText
    }

    /// The width of a letter's words in pixels, as Outlook shows it.
    static let width = 552
    /// On a computer the frame leaves wider margins: what stands side by side must fit between them.
    static let column = 240
    static let ink = "#1d2327"
    static let quiet = "#535b61"
    static let hairline = "#cfd5d4"
    static let sheet = "#ffffff"

    /// For each cell of a table: Word, with which Outlook shows mail, lets none inherit it.
    static let words = "\(font)text-align:left;"
    static let font =
        "font-family:Arial,Helvetica,sans-serif;font-size:17px;line-height:27px;color:\(ink);"
    static let display = "font-family:Georgia,'Times New Roman',serif;"
    static let smallWords = "font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:21px;color:\(quiet);"
    static let code = "font-family:Consolas,Menlo,monospace;"

    func ground(_ tint: BlockTint) -> String {
        switch tint {
        case .quiet: "#f1f3f3"
        case .warm: "#f8f2e8"
        case .cool: "#eaf1f6"
        case .accent: Self.pale(accent)
        }
    }

    /// A breath of the colour on white, so light that all words are legible on it. What is no `#rrggbb` comes out as the quiet tint.
    private static func pale(_ colour: String) -> String {
        guard colour.utf8.count == 7, colour.hasPrefix("#"), let number = UInt32(colour.dropFirst(), radix: 16) else {
            return "#f1f3f3"
        }
        let channels = [16, 8, 0].map { shift in 255 - (255 - Int(number >> UInt32(shift)) & 0xFF) * 8 / 100 }
        return "#" + channels.map { String($0, radix: 16) }.joined()
    }
}
