/// The Date header's value (RFC 5322 section 3.3): always English, whatever the letter's language and the machine's.
enum DateLine {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Mon, 23 Nov 2026 14:05:00 +0100`
    static func text(_ moment: Timestamp, in zone: Zone) -> String {
        var bytes: [UInt8] = []
        append(moment, in: zone, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends what `text` returns.
    static func append(_ moment: Timestamp, in zone: Zone, to bytes: inout [UInt8]) {
        let seconds = zone.offset(at: moment)
        let civil = CivilTime(wallSeconds: moment.seconds + Int64(seconds))
        let offset = seconds / 60
        bytes += days[civil.weekday.rawValue - 1].utf8
        bytes += ", ".utf8
        civil.day < 10 ? bytes.append(digit(civil.day)) : Digits.appendTwo(civil.day, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        bytes += months[civil.month - 1].utf8
        bytes.append(UInt8(ascii: " "))
        if civil.year < 1000 {
            bytes += String(civil.year).utf8
        } else {
            Digits.appendTwo(civil.year / 100, to: &bytes)
            Digits.appendTwo(civil.year % 100, to: &bytes)
        }
        bytes.append(UInt8(ascii: " "))
        Digits.appendClock(civil, to: &bytes)
        bytes += offset < 0 ? " -".utf8 : " +".utf8
        Digits.appendTwo(abs(offset) / 60, to: &bytes)
        Digits.appendTwo(abs(offset) % 60, to: &bytes)
    }

    private static func digit(_ value: Int) -> UInt8 { UInt8(ascii: "0") + UInt8(value) }
}
