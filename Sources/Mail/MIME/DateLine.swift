/// The Date header's value (RFC 5322 section 3.3): always English, whatever the letter's language and the machine's.
enum DateLine {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Mon, 23 Nov 2026 14:05:00 +0100`
    static func text(_ moment: Timestamp, in zone: Zone) -> String {
        let civil = zone.civil(at: moment)
        let offset = zone.offset(at: moment) / 60
        let sign = offset < 0 ? "-" : "+"
        let time = [civil.hour, civil.minute, civil.second].map(twoDigits).joined(separator: ":")
        return "\(days[civil.weekday.rawValue - 1]), \(civil.day) \(months[civil.month - 1]) \(civil.year) \(time) "
            + sign + twoDigits(abs(offset) / 60) + twoDigits(abs(offset) % 60)
    }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
