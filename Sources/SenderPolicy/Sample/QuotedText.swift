/// Structured header values, in which a quoted string and a comment may stand (RFC 5322 section 3.2).
enum QuotedText {
    /// Without comments, which may be nested; each leaves a space.
    static func withoutComments(_ text: String) -> String {
        var result = ""
        var depth = 0
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if isEscaped {
                isEscaped = false
                if depth == 0 { result.append(character) }
                continue
            }
            switch character {
            case "\\" where isQuoted || depth > 0:
                isEscaped = true
                continue
            case "\"" where depth == 0: isQuoted.toggle()
            case "(" where !isQuoted:
                depth += 1
                result.append(" ")
                continue
            case ")" where !isQuoted && depth > 0:
                depth -= 1
                continue
            default: break
            }
            if depth == 0 { result.append(character) }
        }
        return result
    }

    /// The pieces between separators that stand in no quotes.
    static func split(_ text: String, at separator: Character) -> [Substring] {
        var isQuoted = false
        return text.split(omittingEmptySubsequences: false) { character in
            if character == "\"" { isQuoted.toggle() }
            return character == separator && !isQuoted
        }
    }

    /// The words of a text; white space around an equals sign separates none.
    static func words(_ text: Substring) -> [Substring] {
        var joined = ""
        var isQuoted = false
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == "=", !isQuoted {
                while joined.last?.isWhitespace == true { joined.removeLast() }
            }
            if character.isWhitespace, !isQuoted, joined.last == "=" { continue }
            joined.append(character)
        }
        isQuoted = false
        return joined.split { character in
            if character == "\"" { isQuoted.toggle() }
            return character.isWhitespace && !isQuoted
        }
    }
}
