/// The character references that letters use.
enum Entities {
    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "zwnj": "\u{200C}",
        "zwj": "\u{200D}", "shy": "\u{AD}", "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}",
        "iexcl": "¡", "cent": "¢", "pound": "£", "sect": "§", "copy": "©", "ordf": "ª", "laquo": "«", "reg": "®",
        "deg": "°", "plusmn": "±", "sup2": "²", "sup3": "³", "acute": "´", "micro": "µ", "para": "¶", "middot": "·",
        "sup1": "¹", "ordm": "º", "raquo": "»", "frac14": "¼", "frac12": "½", "frac34": "¾", "iquest": "¿",
        "Agrave": "À", "Aacute": "Á", "Acirc": "Â", "Atilde": "Ã", "Auml": "Ä", "Aring": "Å", "AElig": "Æ",
        "Ccedil": "Ç", "Egrave": "È", "Eacute": "É", "Ecirc": "Ê", "Euml": "Ë", "Igrave": "Ì", "Iacute": "Í",
        "Icirc": "Î", "Iuml": "Ï", "Ntilde": "Ñ", "Ograve": "Ò", "Oacute": "Ó", "Ocirc": "Ô", "Otilde": "Õ",
        "Ouml": "Ö", "times": "×", "Oslash": "Ø", "Ugrave": "Ù", "Uacute": "Ú", "Ucirc": "Û", "Uuml": "Ü",
        "szlig": "ß", "agrave": "à", "aacute": "á", "acirc": "â", "atilde": "ã", "auml": "ä", "aring": "å",
        "aelig": "æ", "ccedil": "ç", "egrave": "è", "eacute": "é", "ecirc": "ê", "euml": "ë", "igrave": "ì",
        "iacute": "í", "icirc": "î", "iuml": "ï", "ntilde": "ñ", "ograve": "ò", "oacute": "ó", "ocirc": "ô",
        "otilde": "õ", "ouml": "ö", "divide": "÷", "oslash": "ø", "ugrave": "ù", "uacute": "ú", "ucirc": "û",
        "uuml": "ü", "yuml": "ÿ", "OElig": "Œ", "oelig": "œ", "Yuml": "Ÿ", "ndash": "–", "mdash": "—", "lsquo": "‘",
        "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "dagger": "†", "bull": "•",
        "hellip": "…", "permil": "‰", "lsaquo": "‹", "rsaquo": "›", "euro": "€", "trade": "™", "larr": "←",
        "rarr": "→", "uarr": "↑", "darr": "↓", "minus": "−", "hearts": "♥", "check": "✓",
        // Signs of ASCII: what is written with them stands in a style or a link as well as the sign.
        "Tab": "\t", "NewLine": "\n", "excl": "!", "num": "#", "dollar": "$", "percnt": "%", "lpar": "(", "rpar": ")",
        "ast": "*", "midast": "*", "plus": "+", "comma": ",", "period": ".", "sol": "/", "colon": ":", "semi": ";",
        "equals": "=", "quest": "?", "commat": "@", "lsqb": "[", "lbrack": "[", "bsol": "\\", "rsqb": "]",
        "rbrack": "]",
        "Hat": "^", "lowbar": "_", "grave": "`", "lcub": "{", "lbrace": "{", "verbar": "|", "vert": "|", "rcub": "}",
        "rbrace": "}", "AMP": "&", "LT": "<", "GT": ">", "QUOT": "\"",
    ]

    /// The character of a reference without its `&` and `;`; nil where none is known.
    static func scalar(of reference: some StringProtocol) -> Unicode.Scalar? {
        guard reference.hasPrefix("#") else { return named[String(reference)] }
        let number = reference.dropFirst()
        let isHexadecimal = number.first == "x" || number.first == "X"
        let value = isHexadecimal ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
        return value.flatMap(Unicode.Scalar.init)
    }

    /// The character of the reference that a text begins with, and how long it is, as browsers read it: a number needs no semicolon. Nil where
    /// none is known.
    static func reference(in text: ArraySlice<Unicode.Scalar>) -> (scalar: Unicode.Scalar, length: Int)? {
        guard text.first == "&" else { return nil }
        let rest = text.dropFirst()
        guard rest.first == "#" else {
            guard let end = rest.prefix(10).firstIndex(of: ";"),
                let scalar = Self.scalar(of: String(String.UnicodeScalarView(rest[rest.startIndex..<end])))
            else { return nil }
            return (scalar, end + 1 - text.startIndex)
        }
        let mark = rest.dropFirst().first
        let isHexadecimal = mark == "x" || mark == "X"
        let digits = rest.dropFirst(isHexadecimal ? 2 : 1).prefix {
            isHexadecimal ? $0.properties.isASCIIHexDigit : ("0"..."9").contains($0)
        }
        let value = UInt32(String(String.UnicodeScalarView(digits)), radix: isHexadecimal ? 16 : 10)
        guard let scalar = value.flatMap(Unicode.Scalar.init) else { return nil }
        let end = text.dropFirst(digits.endIndex - text.startIndex).first == ";" ? digits.endIndex + 1 : digits.endIndex
        return (scalar, end - text.startIndex)
    }

    /// The text with its references resolved; what is none stays as it is.
    static func resolved(_ text: String) -> String {
        var resolved = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            resolved += rest[..<start]
            rest = rest[start...].dropFirst()
            if let end = rest.prefix(10).firstIndex(of: ";"), let scalar = scalar(of: rest[..<end]) {
                resolved.unicodeScalars.append(scalar)
                rest = rest[end...].dropFirst()
            } else {
                resolved += "&"
            }
        }
        return resolved + rest
    }
}
