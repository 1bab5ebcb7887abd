import Mail

/// Numbers, lengths of time and moments as the operator's page writes them, in French and by the clock of Paris.
struct Figures: Sendable {
    /// The database's clock.
    let now: Timestamp

    static func integer(_ value: Int) -> String { Language.french.integer(value) }

    /// A count that goes no further than `most`: `100 000 et plus`.
    static func integer(_ value: Int, upTo most: Int) -> String {
        value < most ? integer(value) : "\(integer(most)) et plus"
    }

    static func counted(_ count: Int, _ singular: String, _ plural: String) -> String {
        Language.french.counted(count, singular, plural)
    }

    /// `1 204`, `12,5`, `0,4`: one decimal where it says something.
    static func decimal(_ value: Double) -> String {
        guard value < 100, value != value.rounded() else { return integer(Int(value.rounded())) }
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? integer(tenths / 10) : "\(integer(tenths / 10)),\(tenths % 10)"
    }

    /// `12,5 %`.
    static func percent(_ part: Int, of whole: Int) -> String {
        let share = whole > 0 ? Double(part) * 100 / Double(whole) : 0
        return (share > 0 && share < 0.1 ? "moins de 0,1" : decimal(share)) + French.noBreakSpace + "%"
    }

    /// `0,4 s`, `12 s`, `3 min`, `1 h 05`, `2 j 4 h`: two units at most.
    static func duration(_ duration: Duration) -> String {
        let space = French.noBreakSpace
        let seconds = Int(duration.components.seconds)
        switch seconds {
        case ..<0: return "0\(space)s"
        case ..<10: return decimal(Double(duration.milliseconds) / 1000) + space + "s"
        case ..<60: return "\(seconds)\(space)s"
        case ..<3600: return "\(seconds / 60)\(space)min"
        case ..<86_400:
            let minutes = seconds / 60 % 60
            return "\(seconds / 3600)\(space)h" + (minutes > 0 ? "\(space)\(minutes < 10 ? "0" : "")\(minutes)" : "")
        default:
            let hours = seconds / 3600 % 24
            return "\(integer(seconds / 86_400))\(space)j" + (hours > 0 ? " \(hours)\(space)h" : "")
        }
    }

    /// `14 h 05`; on another day with its date, `24/11 à 14 h 05`.
    func clock(_ moment: Timestamp) -> String {
        let (civil, today) = (Zone.paris.civil(at: moment), Zone.paris.civil(at: now))
        let time = Language.french.time(civil)
        guard (civil.year, civil.month, civil.day) != (today.year, today.month, today.day) else { return time }
        func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let year = civil.year == today.year ? "" : "/\(civil.year)"
        return "\(padded(civil.day))/\(padded(civil.month))\(year) à\(French.noBreakSpace)\(time)"
    }

    /// How long ago: `12 min`.
    func since(_ moment: Timestamp) -> String { Self.duration(now - moment) }

    /// `orange`, `free et sfr`, `orange, free et sfr`.
    static func listed(_ names: [String]) -> String {
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " et " + last
    }
}
