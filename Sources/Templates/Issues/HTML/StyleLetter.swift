/// A character of a style as a browser has it, and where it is written.
struct StyleLetter {
    let scalar: Unicode.Scalar
    let place: Int

    /// What a style says, with a space for each comment.
    ///
    /// - Parameter isAttribute: Whether it stands in a tag, where browsers resolve references before they read it, and not in `<style>`.
    static func letters(_ scalars: [Unicode.Scalar], _ range: Range<Int>, isAttribute: Bool) -> [StyleLetter] {
        var letters: [StyleLetter] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let isReference = isAttribute && scalars[index] == "&"
            let reference = isReference ? Entities.reference(in: scalars[index..<range.upperBound]) : nil
            let scalar = reference?.scalar ?? scalars[index]
            if scalar != .nothing { letters.append(StyleLetter(scalar: scalar, place: index)) }
            index += reference?.length ?? 1
        }
        return withoutComments(letters)
    }

    /// The same with a space for each comment: `position:/**/fixed` says what it says without.
    private static func withoutComments(_ letters: [StyleLetter]) -> [StyleLetter] {
        var plain: [StyleLetter] = []
        var quote: Unicode.Scalar?
        var index = 0
        while index < letters.count {
            let scalar = letters[index].scalar
            let isComment =
                quote == nil && scalar == "/" && index + 1 < letters.count && letters[index + 1].scalar == "*"
            // In an address it is none: url(https://a.example/*.png).
            guard isComment, !isAddress(plain) else {
                if quote == scalar || quote != nil && scalar == "\n" {
                    quote = nil
                } else if quote == nil, scalar == "\"" || scalar == "'" {
                    quote = scalar
                }
                plain.append(letters[index])
                index += 1
                continue
            }
            plain.append(StyleLetter(scalar: " ", place: letters[index].place))
            index += 3
            while index < letters.count,
                !(letters[index - 1].scalar == "*" && letters[index].scalar == "/")
            {
                index += 1
            }
            index += 1
        }
        return plain
    }

    /// Whether what follows stands in an address without quotes.
    private static func isAddress(_ letters: [StyleLetter]) -> Bool {
        guard let open = letters.lastIndex(where: { $0.scalar == "(" || $0.scalar == ")" || $0.scalar == ";" }),
            letters[open].scalar == "(", open >= 3
        else { return false }
        return String(String.UnicodeScalarView(letters[(open - 3)..<open].map(\.scalar))).lowercased() == "url"
    }
}
