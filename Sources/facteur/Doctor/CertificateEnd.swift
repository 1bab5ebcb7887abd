import Mail

/// When a certificate ends, as libcurl tells it.
enum CertificateEnd {
    /// Two weeks are time to renew one.
    private static let warning: Duration = .seconds(14 * 86_400)
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Reads `Nov 30 12:00:00 2026 GMT` (OpenSSL) and `2026-11-30 12:00:00 GMT` (GnuTLS); nil where it is neither.
    static func moment(_ text: String) -> Timestamp? {
        let words = text.split(separator: " ")
        if words.count == 5, let month = months.firstIndex(of: String(words[0])) {
            return Timestamp(
                rfc3339: "\(words[3])-\(twoDigits(month + 1))-\(twoDigits(Int(words[1]) ?? 0))T\(words[2])Z")
        }
        return words.count == 3 ? Timestamp(rfc3339: "\(words[0])T\(words[1])Z") : nil
    }

    /// What is said of it: `certificate until 2026-11-30`; `isSoon` where somebody should renew it.
    static func description(_ text: String?, now: Timestamp) -> (text: String, isSoon: Bool) {
        guard let text else { return ("the server tells no end of its certificate", false) }
        guard let end = moment(text) else { return ("certificate until \(text)", false) }
        let left = Duration.microseconds(end.microseconds - now.microseconds)
        let days = left.components.seconds / 86_400
        return ("certificate until \(end.rfc3339.prefix(10)), \(days) days", left < warning)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
