import Observability

/// Where an attempt's time went, as Postfix writes it: `0.02/0.001/0/1.3`, the seconds from due to claimed, of rendering, of connecting,
/// and from MAIL to the last reply.
struct Delays {
    private var milliseconds: (queued: Int, render: Int, connect: Int, smtp: Int) = (0, 0, 0, 0)
    private(set) var isEmpty = true

    mutating func add(_ step: EventField?, _ text: String) {
        let time = Int(text) ?? 0
        switch step {
        case .queued: milliseconds.queued = time
        case .render: milliseconds.render = time
        case .connect: milliseconds.connect = time
        case .smtp: milliseconds.smtp = time
        default: return
        }
        isEmpty = false
    }

    /// The text, and begins anew.
    mutating func take() -> String {
        defer { self = Delays() }
        let (queued, render, connect, smtp) = milliseconds
        return "\(Self.text(queued))/\(Self.text(render))/\(Self.text(connect))/\(Self.text(smtp))"
    }

    /// Two figures are enough for the eye: `0`, `0.004`, `0.12`, `3.5`, `12`, `340`.
    static func text(_ milliseconds: Int) -> String {
        switch milliseconds {
        case ...0: "0"
        // Nothing finer is measured.
        case ..<100: decimals(milliseconds, of: 1000, digits: 3)
        case ..<1000: decimals((milliseconds + 5) / 10, of: 100, digits: 2)
        case ..<10_000: decimals((milliseconds + 50) / 100, of: 10, digits: 1)
        default: String((milliseconds + 500) / 1000)
        }
    }

    /// A number of parts as a decimal, without zeros at its end.
    private static func decimals(_ parts: Int, of whole: Int, digits: Int) -> String {
        var (fraction, digits) = (parts % whole, digits)
        guard fraction > 0 else { return String(parts / whole) }
        while fraction % 10 == 0 { (fraction, digits) = (fraction / 10, digits - 1) }
        let text = String(fraction)
        return "\(parts / whole)." + String(repeating: "0", count: digits - text.utf8.count) + text
    }
}
