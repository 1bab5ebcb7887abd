extension Timestamp {
    /// Reads `2026-11-25T13:05:00Z` or `2026-11-25T14:05:00.25+01:00` (RFC 3339 section 5.6); nil for anything else, for a day
    /// that no calendar has, and for a time without a zone. Digits after microseconds are dropped, more than 20 are no number; a leap
    /// second is the next second. PostgreSQL knows no year 0 and no zone 16 hours away, so neither does this.
    package init?(rfc3339 text: some StringProtocol) {
        var digits = Digits(text.utf8)
        guard let year = digits.number(of: 4), digits.skip("-"),
            let month = digits.number(of: 2), digits.skip("-"),
            let day = digits.number(of: 2), digits.skip("T", "t"),
            let hour = digits.number(of: 2), digits.skip(":"),
            let minute = digits.number(of: 2), digits.skip(":"),
            let second = digits.number(of: 2), second <= 60,
            let microsecond = digits.fraction(), let offset = digits.offset(), digits.isAtEnd, year > 0,
            let civil = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute)
        else { return nil }
        let seconds = civil.wallSeconds + Int64(second - offset)
        self.init(microseconds: seconds * 1_000_000 + Int64(microsecond))
    }
}

/// Reads the fields of a written time from left to right.
private struct Digits {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    var isAtEnd: Bool { position == bytes.count }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skip(_ allowed: Unicode.Scalar...) -> Bool {
        guard let next, allowed.contains(Unicode.Scalar(next)) else { return false }
        position += 1
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

    /// Seconds ahead of UTC.
    mutating func offset() -> Int? {
        if skip("Z", "z") { return 0 }
        let isBehind = next == UInt8(ascii: "-")
        guard skip("+", "-"), let hours = number(of: 2), hours <= 15, skip(":"),
            let minutes = number(of: 2), minutes <= 59
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return isBehind ? -seconds : seconds
    }
}
