/// Reads the fields of a written time from left to right.
struct Digits {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    var isAtEnd: Bool { position == bytes.count }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    func isAt(_ character: Unicode.Scalar) -> Bool { next.map(Unicode.Scalar.init) == character }

    mutating func skip(_ allowed: Unicode.Scalar...) -> Bool {
        guard let next, allowed.contains(Unicode.Scalar(next)) else { return false }
        position += 1
        return true
    }

    /// Goes over the whole word, whatever its case, or stays where it is.
    mutating func skip(word: String) -> Bool {
        let end = position + word.utf8.count
        guard end <= bytes.count, bytes[position..<end].map(\.asciiLowercased).elementsEqual(word.utf8) else {
            return false
        }
        position = end
        return true
    }

    mutating func digit() -> Int? {
        guard let next, next.isDigit else { return nil }
        position += 1
        return Int(next - UInt8(ascii: "0"))
    }

    mutating func number(of count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// A number of one digit or two.
    mutating func numberOfOneOrTwo() -> Int? {
        guard let first = digit() else { return nil }
        guard let second = digit() else { return first }
        return first * 10 + second
    }

    /// Microseconds; zero where no fraction is written, nil for a point without digits.
    mutating func fraction() -> Int? {
        guard skip(".") else { return 0 }
        guard let first = digit() else { return nil }
        var value = first * 100_000
        var weight = 10_000
        var count = 1
        while let digit = digit() {
            value += digit * weight
            weight /= 10
            count += 1
        }
        return count <= 20 ? value : nil
    }

    /// A number in at least so many digits, as a written time has it.
    static func text(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(count - text.utf8.count, 0)) + text
    }

    /// A number below a hundred in two digits.
    static func appendTwo(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") + UInt8(number / 10 % 10))
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// `14:05:00`
    static func appendClock(_ time: CivilTime, to bytes: inout [UInt8]) {
        appendTwo(time.hour, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendTwo(time.minute, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendTwo(time.second, to: &bytes)
    }
}
