/// A decimal number by its digits: no binary fraction comes between what was given and what is read.
package struct DecimalNumber: Sendable, Hashable {
    package let isNegative: Bool
    /// Digits without leading zeros; `0` where there is none before the point.
    package let whole: String
    /// Digits without trailing zeros; empty where there is none behind the point.
    package let fraction: String

    private init(isNegative: Bool, digits: [UInt8], scale: Int) {
        let point = max(0, digits.count - scale)
        let behind = [UInt8](repeating: Self.zero, count: max(0, scale - digits.count)) + digits[point...]
        let end = behind.lastIndex { $0 != Self.zero }.map { $0 + 1 } ?? 0
        let before = digits[..<point].drop { $0 == Self.zero }
        fraction = String(decoding: behind[..<end], as: UTF8.self)
        whole = before.isEmpty ? "0" : String(decoding: before, as: UTF8.self)
        self.isNegative = isNegative && !(before.isEmpty && end == 0)
    }

    private static let zero = UInt8(ascii: "0")
    /// No number that a letter says has more zeros than this behind its digits.
    private static let greatestExponent = 400

    /// Reads a number as JSON writes it (RFC 8259 section 6): `-12`, `5.50`, `1e3`; nil for what is none, or one of an exponent that no
    /// letter needs.
    package init?(json text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes.removeFirst() }
        let whole = bytes.prefix(while: \.isDigit)
        guard whole.count == 1 || whole.count > 1 && whole.first != Self.zero else { return nil }
        bytes = bytes.dropFirst(whole.count)
        var fraction: ArraySlice<UInt8> = []
        if bytes.first == UInt8(ascii: ".") {
            fraction = bytes.dropFirst().prefix(while: \.isDigit)
            guard !fraction.isEmpty else { return nil }
            bytes = bytes.dropFirst(fraction.count + 1)
        }
        var exponent = 0
        if let byte = bytes.first, byte | 0x20 == UInt8(ascii: "e") {
            let sign = bytes.dropFirst().first
            let isSigned = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
            let digits = bytes.dropFirst(isSigned ? 2 : 1)
            guard (1...4).contains(digits.count), digits.allSatisfy(\.isDigit) else { return nil }
            exponent = digits.reduce(0) { $0 * 10 + Int($1 - Self.zero) }
            guard exponent <= Self.greatestExponent else { return nil }
            if sign == UInt8(ascii: "-") { exponent = -exponent }
            bytes = []
        }
        guard bytes.isEmpty else { return nil }
        let scale = fraction.count - exponent
        let zeros = [UInt8](repeating: Self.zero, count: max(0, -scale))
        self.init(isNegative: isNegative, digits: Array(whole) + fraction + zeros, scale: max(0, scale))
    }

    /// A count of units so small that `scale` digits of it stand behind the point: 1290 cents with a scale of 2 are 12.9.
    package init(units: Int, scale: Int) {
        self.init(isNegative: units < 0, digits: Array(String(units.magnitude).utf8), scale: scale)
    }

    /// The number if it is whole and 64 bits hold it.
    package var integer: Int? { fraction.isEmpty ? Int((isNegative ? "-" : "") + whole) : nil }

    /// With at most so many digits behind the point; a half goes away from zero.
    package func rounded(to count: Int) -> DecimalNumber {
        guard fraction.utf8.count > count else { return self }
        var digits = Array((whole + fraction.prefix(count)).utf8)
        let next = fraction.utf8.dropFirst(count).first ?? Self.zero
        if next >= UInt8(ascii: "5") {
            var place = digits.count
            repeat {
                place -= 1
                digits[place] = digits[place] == UInt8(ascii: "9") ? Self.zero : digits[place] + 1
            } while digits[place] == Self.zero && place > 0
            if digits[0] == Self.zero, place == 0 { digits.insert(UInt8(ascii: "1"), at: 0) }
        }
        return DecimalNumber(isNegative: isNegative, digits: digits, scale: count)
    }
}

extension DecimalNumber: CustomStringConvertible {
    /// As JSON writes it, without an exponent.
    package var description: String {
        (isNegative ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
    }
}
