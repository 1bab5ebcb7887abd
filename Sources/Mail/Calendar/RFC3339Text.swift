extension Timestamp {
    /// `2026-11-25T13:05:00Z` (RFC 3339 section 5.6): UTC, whole seconds, rounded down.
    package var rfc3339: String {
        String(decoding: secondsText + [UInt8(ascii: "Z")], as: UTF8.self)
    }

    /// `2026-11-24T06:35:49.123Z`: UTC, milliseconds, as logs and tables write it, so that moments sort as text and mean the same on
    /// every machine.
    package var rfc3339Milliseconds: String {
        let milliseconds = Int((microseconds - seconds * 1_000_000) / 1000)
        var bytes = secondsText
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "0") + UInt8(milliseconds / 100))
        Digits.appendTwo(milliseconds % 100, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Up to the seconds. Byte by byte: each line of a log has one.
    private var secondsText: [UInt8] {
        let civil = Zone.utc.civil(at: self)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        bytes += Digits.text(civil.year, 4).utf8
        bytes.append(UInt8(ascii: "-"))
        Digits.appendTwo(civil.month, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        Digits.appendTwo(civil.day, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        Digits.appendClock(civil, to: &bytes)
        return bytes
    }
}
