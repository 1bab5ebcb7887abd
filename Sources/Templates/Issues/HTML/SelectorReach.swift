/// Which selectors could mean the footer that stands at the end of a whole document's body.
struct SelectorReach: Sendable {
    /// Classes and ids, with their signs (`.wrapper`, `#body`), of the document's `<html>` and `<body>`.
    let own: Set<String>

    /// What the footer is made of; its text is in these elements alone.
    private static let elements: Set<String> = [
        "", "*", "html", "body", "table", "tbody", "tr", "td", "p", "a", "br", "span", "strong", "b",
    ]
    /// The footer's classes (templates/layouts).
    private static let classes: Set<String> = [".foot", ".quiet", ".line", ".ink", ".ground"]

    /// A selector reaches the footer unless one of its parts asks for what neither it nor anything around it is.
    func reaches(_ selector: String) -> Bool {
        var parts: [(words: String, isBeside: Bool)] = []
        var word = ""
        var depth = 0
        for character in Self.plain(selector) {
            if "([".contains(character) { depth += 1 }
            if ")]".contains(character) { depth -= 1 }
            if depth == 0, character.isWhitespace || ">+~".contains(character) {
                if !word.isEmpty { parts.append((word, false)) }
                word = ""
                // What stands beside the footer may be anything of the editor's.
                if "+~".contains(character), !parts.isEmpty { parts[parts.count - 1].isBeside = true }
            } else {
                word.append(character)
            }
        }
        if !word.isEmpty { parts.append((word, false)) }
        return !parts.isEmpty && parts.allSatisfy { $0.isBeside || mayMean($0.words) }
    }

    /// The selector with its escapes as the letters that they stand for (`\\74 d` is `td`), and other signs as one that no name has.
    private static func plain(_ selector: String) -> String {
        guard selector.contains("\\") else { return selector }
        var plain = ""
        var rest = Substring(selector)
        while let character = rest.popFirst() {
            guard character == "\\" else {
                plain.append(character)
                continue
            }
            let digits = rest.prefix(6).prefix(while: \.isHexDigit)
            rest = rest.dropFirst(max(digits.count, 1))
            if !digits.isEmpty, rest.first?.isWhitespace == true { rest.removeFirst() }
            let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
            let isName = scalar.map { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" } ?? false
            plain.append(isName ? Character(scalar ?? "_") : "_")
        }
        return plain
    }

    private func mayMean(_ compound: String) -> Bool {
        var element = ""
        var names: [String] = []
        var attributes: [String] = []
        var state: Character = " "
        var depth = 0
        for character in compound.lowercased() {
            switch character {
            case "(": depth += 1
            case ")": depth -= 1
            case _ where depth > 0: break
            case "[":
                attributes.append("")
                state = "["
            case "]": state = ":"
            case _ where state == "[": attributes[attributes.count - 1].append(character)
            case ".", "#":
                names.append(String(character))
                state = character
            case ":": state = ":"
            default:
                if state == " " { element.append(character) }
                if state == "." || state == "#" { names[names.count - 1].append(character) }
            }
        }
        return Self.elements.contains(element) && attributes.allSatisfy(mayHave)
            && names.allSatisfy { Self.classes.contains($0) || own.contains($0) }
    }

    /// Whether the footer or what is around it may have an attribute: of classes and ids it is known, `class="gmail-fix"`.
    private func mayHave(_ attribute: String) -> Bool {
        let halves = attribute.split(separator: "=", maxSplits: 1)
        let name = halves[0].filter { $0.isLetter || $0 == "-" }
        guard halves.count == 2, name == "class" || name == "id" else { return true }
        let value = halves[1].filter { !"\"' ".contains($0) }
        let known = Self.classes.union(own).map { $0.dropFirst() }
        return known.contains { $0.contains(value) }
    }
}
