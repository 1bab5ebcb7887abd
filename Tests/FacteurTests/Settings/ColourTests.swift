import Templates
import Testing

@testable import facteur

@Suite("A shop's colours")
struct ColourTests {
    private static func survey(_ colours: [String: String]) -> (settings: Settings, faults: [String]) {
        let lines = colours.map { "    \($0.key): '\($0.value)'" }.joined(separator: "\n")
        let file = SettingsFile(path: "f.yaml", text: colours.isEmpty ? "" : "shop:\n  colours:\n\(lines)\n")
        let (settings, faults) = SettingsReader.survey(file, for: .templates, environment: [:])
        return (settings, faults.map(\.description))
    }

    /// What is written, and the one key that must be changed; nil where everybody can read it.
    static let cases: [([String: String], String?)] = [
        ([:], nil),
        // A colour alone: what stands on it follows.
        (["accent": "#f2c14e"], nil), (["accent": "#000000"], nil), (["accent": "#ffffff"], nil),
        (["masthead": "#000000"], nil), (["masthead": "#ffe066"], nil), (["accentDark": "#9cc9f0"], nil),
        (["accent": "#777777"], nil),
        // Two that nobody could tell apart.
        (["accent": "#f2c14e", "accentText": "#ffffff"], "accentText"),
        (["accentText": "#1a4d7a"], "accentText"),
        (["accentDark": "#1a4d7a"], "accentDark"),
        (["accentDark": "#9cc9f0", "accentTextDark": "#ffffff"], "accentTextDark"),
        (["accentTextDark": "#2a3d4a"], "accentTextDark"),
        (["masthead": "#ffe066", "mastheadText": "#ffffff"], "mastheadText"),
        (["mastheadText": "#f5f5f5"], "mastheadText"),
        (["accent": "#f2c14e", "accentText": "#3a2a00"], nil),
        (["masthead": "#12324f", "mastheadText": "#ffffff"], nil),
    ]

    @Test(
        "What is written is measured, and what is not is chosen so that it can be read (WCAG 1.4.3, 1.4.11)",
        arguments: cases)
    func measured(written: [String: String], key: String?) {
        let faults = Self.survey(written).faults
        #expect(faults.count == (key == nil ? 0 : 1), "\(faults)")
        if let key, let fault = faults.first {
            #expect(fault.hasPrefix("setting shop.colours.\(key): f.yaml, line "), "\(fault)")
            #expect(fault.contains("; allowed: at least ") && fault.contains("leave shop.colours."), "\(fault)")
        }
    }

    @Test("What the settings say is what letters show")
    func applied() {
        let look = ShopSettings(
            Self.survey([
                "accent": "#1f5d50", "accentDark": "#9cc9f0", "masthead": "#12324f", "mastheadText": "#fefefe",
            ]).settings
        ).appearance
        #expect(look.light.accent == "#1f5d50" && look.light.accentText == "#ffffff")
        #expect(look.dark.accent == "#9cc9f0" && look.dark.accentText == "#000000")
        #expect(look.light.masthead == "#12324f" && look.light.mastheadText == "#fefefe")
    }
}
