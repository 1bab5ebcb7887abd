/// Text in the language of manual pages (groff_man(7)).
struct ManualText {
    private(set) var text = ""

    /// Words that mean themselves: a hyphen that can be copied into a shell, and no line that is taken for a request.
    static func escaped(_ words: some StringProtocol) -> String {
        var text = ""
        for character in words {
            switch character {
            case "\\": text += "\\e"
            case "-": text += "\\-"
            default: text.append(character)
            }
        }
        return text.first == "." || text.first == "'" ? "\\&" + text : text
    }

    /// A request with its arguments, in quotes where they need them.
    mutating func request(_ name: String, _ arguments: String...) {
        let words = arguments.map { "\"" + Self.escaped($0).replacing("\"", with: "\\(dq") + "\"" }
        text += ([".\(name)"] + words).joined(separator: " ") + "\n"
    }

    mutating func line(_ words: some StringProtocol) { text += Self.escaped(words) + "\n" }

    /// Lines in bold, as they are typed.
    mutating func commands(_ commands: [String]) {
        text += ".RS 4\n.nf\n"
        for command in commands { text += ".B \(Self.escaped(command))\n" }
        text += ".fi\n.RE\n"
    }

    /// Paragraphs with an empty line between them; lines that are indented stay as they are.
    mutating func paragraphs(_ words: String) {
        for paragraph in words.split(separator: "\n\n") {
            request("PP")
            let lines = paragraph.split(separator: "\n")
            if lines.allSatisfy({ $0.first == " " }) { table(lines) } else { for line in lines { self.line(line) } }
        }
    }

    /// Lines that are indented the least name what those below them explain.
    private mutating func table(_ lines: [Substring]) {
        func depth(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
        let least = lines.map(depth).min() ?? 0
        for line in lines {
            let words = line.drop { $0 == " " }
            if depth(line) == least {
                request("TP")
                request("B", String(words))
            } else {
                self.line(words)
                text += ".br\n"
            }
        }
    }
}
