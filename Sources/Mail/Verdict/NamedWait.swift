/// The wait that a server asks for in so many words: `try again in 300 seconds`, `Greylisted for 5 minutes`, `réessayer dans
/// 10 minutes`, `come back in 00:04:58`. No standard has such words, but greylists write them, and mean them (RFC 6647).
package enum NamedWait {
    /// Longer ones count as this: no server knows what tomorrow brings.
    package static let longest: Duration = .seconds(86_400)

    /// Words after which a length of time is a wait, unless the sentence ends or other numbers come between.
    private static let triggers: Set<String> = [
        "try", "retry", "retrying", "again", "back", "wait", "waiting", "delayed", "deferred", "greylist", "greylisted",
        "greylisting", "graylist", "graylisted", "graylisting", "essayer", "réessayer", "reessayer", "réessayez",
        "reessayez",
        "patienter", "patientez", "attendre", "attendez",
    ]
    /// How many words may stand between: `please wait for at least another 5 minutes`.
    private static let longestGap = 4

    /// The first wait that the text names; nil when it names none.
    package static func find(in text: String) -> Duration? {
        let tokens = WaitToken.tokens(of: text)
        var gap: Int?
        for (index, token) in tokens.enumerated() {
            switch token {
            case .word(let word) where triggers.contains(word): gap = 0
            case .end: gap = nil
            case .word, .number, .clock:
                guard let so = gap else { continue }
                if let seconds = seconds(tokens[index...]), seconds > 0 { return min(.seconds(seconds), longest) }
                if case .word(let word) = token, so < longestGap, !word.isEmpty { gap = so + 1 } else { gap = nil }
            }
        }
        return nil
    }

    /// The length of time that the tokens begin with, its parts added up: `1 hour 30 minutes`, `an hour`, `00:05:00`.
    private static func seconds(_ tokens: ArraySlice<WaitToken>) -> Int? {
        var rest = tokens
        if case .clock(let seconds) = rest.first { return seconds }
        var sum: Int?
        while let count = rest.popFirst(), case .word(let word) = rest.popFirst(), let unit = unit(word) {
            switch count {
            case .number(let number): sum = (sum ?? 0) + number * unit
            case .word(let article) where sum == nil && ["a", "an", "one", "un", "une"].contains(article): sum = unit
            case .word, .clock, .end: return sum
            }
            if case .word("and") = rest.first { rest.removeFirst() }
            if case .word("et") = rest.first { rest.removeFirst() }
        }
        return sum
    }

    private static func unit(_ word: String) -> Int? {
        switch word {
        case "s", "sec", "secs", "second", "seconds", "seconde", "secondes": 1
        case "m", "mn", "min", "mins", "minute", "minutes": 60
        case "h", "hr", "hrs", "hour", "hours", "heure", "heures": 3600
        case "d", "day", "days", "j", "jour", "jours": 86_400
        default: nil
        }
    }
}

/// What a text is read as when a wait is looked for.
private enum WaitToken {
    /// Letters, in lower case.
    case word(String)
    /// At most a million: enough for any wait, and no product overflows.
    case number(Int)
    /// `00:05:00` in seconds.
    case clock(Int)
    /// The end of a sentence, or anything else that parts what is before it from what follows.
    case end

    static func tokens(of text: String) -> [WaitToken] {
        var tokens: [WaitToken] = []
        var rest = Array(text.lowercased().unicodeScalars)[...]
        while let scalar = rest.first {
            if isDigit(scalar) {
                tokens.append(numberOrClock(&rest))
            } else if scalar.properties.isAlphabetic {
                let word = rest.prefix { $0.properties.isAlphabetic }
                rest = rest.dropFirst(word.count)
                tokens.append(.word(String(String.UnicodeScalarView(word))))
            } else {
                rest = rest.dropFirst()
                if ".;!?".unicodeScalars.contains(scalar) { tokens.append(.end) }
            }
        }
        return tokens
    }

    /// Digits, which may be parts of a clock's time: hours, minutes, seconds.
    private static func numberOrClock(_ rest: inout ArraySlice<Unicode.Scalar>) -> WaitToken {
        let part = rest.prefix { isDigit($0) || $0 == ":" }
        let fields = part.split(separator: ":", omittingEmptySubsequences: false)
        if fields.count == 3, fields.allSatisfy({ $0.count == 2 }) {
            rest = rest.dropFirst(part.count)
            return .clock(fields.reduce(0) { $0 * 60 + value($1) })
        }
        let digits = rest.prefix(while: isDigit)
        rest = rest.dropFirst(digits.count)
        return .number(value(digits))
    }

    private static func value(_ digits: ArraySlice<Unicode.Scalar>) -> Int {
        digits.reduce(0) { min($0 * 10 + Int($1.value - 48), 1_000_000) }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
