import Mail

extension Source {
    /// The source with its words in the spacing of a region, so that a regional folder holds wording alone. What is no word
    /// stays as it is: tags of either kind with their attributes, comments, styles, addresses of the web.
    func respaced(for language: Language) -> Source {
        guard language.hasOwnSpacing else { return self }
        let bytes = Array(text.utf8)
        let isMarkup = file.hasSuffix("html.mustache")
        var result = ""
        var start = 0
        var index = 0
        func words(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        while index < bytes.count {
            guard let end = Hidden.end(bytes[index...], isMarkup: isMarkup) else {
                index += 1
                continue
            }
            result += language.respaced(words(start..<index)) + words(index..<end)
            (start, index) = (end, end)
        }
        return Source(file: file, text: result + language.respaced(words(start..<index)))
    }
}

/// Stretches of a source that a reader doesn't see as words.
private enum Hidden {
    /// Where the hidden stretch ends that begins with the first byte; nil when none begins there.
    static func end(_ rest: ArraySlice<UInt8>, isMarkup: Bool) -> Int? {
        switch rest.first {
        case UInt8(ascii: "{") where rest.starts(with: "{{".utf8): MustacheToken.end(of: rest) ?? rest.endIndex
        case UInt8(ascii: "<") where isMarkup: markupEnd(rest)
        case UInt8(ascii: "h") where rest.starts(with: "https://".utf8) || rest.starts(with: "http://".utf8):
            rest.firstIndex(where: isAfterLink) ?? rest.endIndex
        default: nil
        }
    }

    private static func markupEnd(_ rest: ArraySlice<UInt8>) -> Int {
        if rest.starts(with: "<!--".utf8) { return end(rest, after: "-->") }
        if rest.starts(with: "<style".utf8) { return end(rest, after: "</style>") }
        var index = rest.startIndex
        while index < rest.endIndex, rest[index] != UInt8(ascii: ">") {
            // `{{> layout}}` within an attribute doesn't end the tag.
            index =
                rest[index...].starts(with: "{{".utf8)
                ? MustacheToken.end(of: rest[index...]) ?? rest.endIndex : index + 1
        }
        return min(index + 1, rest.endIndex)
    }

    private static func end(_ rest: ArraySlice<UInt8>, after words: String) -> Int {
        rest.firstRange(of: Array(words.utf8))?.upperBound ?? rest.endIndex
    }

    /// Spaces of every width end a link, and so do tags: none of these bytes is in one.
    private static func isAfterLink(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: " ") || byte >= 0x80 || byte == UInt8(ascii: "<")
    }
}
