/// How a letter looks to those who change that: larger, narrower, without styles, without movement.
enum PresentationCriteria {
    static func contrast(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        letter.view.runs.isEmpty ? nil : ContrastCheck.findings(in: letter.view)
    }

    private static let elements: Set<String> = ["font", "center", "big", "tt", "strike", "basefont"]
    private static let attributes: Set<String> = [
        "align", "bgcolor", "background", "color", "face", "text", "link", "vlink", "alink", "valign",
    ]

    static func styles(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        letter.tree.elements.compactMap { element in
            let attribute = element.token.attributes.first { attributes.contains($0.name) }?.name
            guard let name = elements.contains(element.name) ? "<\(element.name)>" : attribute else { return nil }
            return AccessibilityFinding(
                index: element.place, fault: "\(name) says how things look", mend: "say it in style",
                french: "\(name) décrit la présentation hors des feuilles de styles")
        }
    }

    /// What stands elsewhere than in the order in which it is read.
    static func order(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        letter.tree.elements.compactMap { element in
            let moves: [String?] = [
                element.declaration("position").flatMap {
                    ["absolute", "fixed"].contains($0) ? "position:\($0)" : nil
                },
                element.declaration("order").map { "order:\($0)" },
                element.declaration("flex-direction").flatMap {
                    $0.hasSuffix("reverse") ? "flex-direction:\($0)" : nil
                },
                element.declaration("direction").flatMap { $0 == "rtl" ? "direction:rtl" : nil },
                element.token["dir"]?.value == "rtl" ? "dir=\"rtl\"" : nil,
            ]
            guard !element.isHidden, let move = moves.lazy.compactMap(\.self).first else { return nil }
            return AccessibilityFinding(
                index: element.place, fault: "\(move) shows things in another order than they are read in",
                mend: "write them in the order in which they are shown",
                french: "\(move) montre le contenu dans un autre ordre que celui du code")
        }
    }

    static func zoom(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        let viewports = letter.tree.elements.filter { $0.name == "meta" && $0.token["name"]?.value == "viewport" }
        return viewports.filter { viewport in
            let content = viewport.token["content"]?.value.lowercased().filter { $0 != " " } ?? ""
            return ["user-scalable=no", "user-scalable=0", "maximum-scale="].contains { content.contains($0) }
        }.map { viewport in
            AccessibilityFinding(
                index: viewport.place, fault: "the viewport keeps readers from enlarging the letter",
                mend: "write content=\"width=device-width, initial-scale=1\"",
                french: "la balise viewport empêche d’agrandir le texte")
        }
    }

    private static let narrowest = 320

    static func reflow(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        letter.tree.elements.compactMap { element in
            let styled = ["width", "min-width"].compactMap(element.declaration).compactMap(pixels).max()
            // A width in an attribute is for Outlook, where the style says another.
            let given =
                element.declaration("width") == nil && element.declaration("max-width") == nil
                ? element.token["width"].flatMap { Int($0.value) } : nil
            guard !element.isHidden, let width = [styled, given].compactMap(\.self).max(), width > narrowest else {
                return nil
            }
            return AccessibilityFinding(
                index: element.place, fault: "<\(element.name)> is \(width) pixels wide on any screen",
                mend: "write width:100% and max-width:\(width)px",
                french: "un élément \(element.name) garde \(width) pixels de large sur un petit écran")
        }
    }

    private static func pixels(_ length: String) -> Int? { length.hasSuffix("px") ? Int(length.dropLast(2)) : nil }

    static func movement(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        let moving = letter.tree.elements.filter { element in
            ["marquee", "blink"].contains(element.name)
                || ["animation", "animation-name"].contains { element.declaration($0) != nil }
        }
        return moving.isEmpty
            ? nil
            : moving.map { element in
                AccessibilityFinding(
                    index: element.place, fault: "<\(element.name)> moves, and nobody can stop it",
                    mend: "let it stand still",
                    french: "un élément \(element.name) est en mouvement")
            }
    }
}
