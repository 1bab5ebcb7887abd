extension SendingWindow {
    /// Reads what may be said of days, hours and holidays, in this order, each at most once: `tue-thu`, `mon-wed,fri 9-12,14-18:30`,
    /// `9-18 no-holidays`. A range of days may go round the week (`sat-mon`), hours over midnight (`22-2`); 24 is the day's end. Nil for
    /// anything else. The schema refuses the same (`facteur.window_fault`).
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 100 else { return nil }
        var words = text.split(separator: " ", omittingEmptySubsequences: false)[...]
        var days: Set<Weekday>?
        var hours: [Hours]?
        if let read = words.first.flatMap({ Self.days($0) }) {
            days = read
            words.removeFirst()
        }
        if let read = words.first.flatMap({ Self.hours($0) }) {
            hours = read
            words.removeFirst()
        }
        leavesOutHolidays = words.first.map { $0 == Self.noHolidays } ?? false
        guard words.count == (leavesOutHolidays ? 1 : 0) else { return nil }
        self.days = days ?? Set(Weekday.allCases)
        self.hours = hours ?? [Hours(start: 0, end: Self.minutesPerDay)]
    }

    /// Its one form, which reads as it does: weekdays in their order, hours without a zero in front.
    package var text: String {
        var words: [String] = []
        let hours = hours.map { "\(Self.text($0.start))-\(Self.text($0.end))" }.joined(separator: ",")
        if days.count < Weekday.allCases.count { words.append(Self.text(days)) }
        if hours != "0-24" { words.append(hours) }
        if leavesOutHolidays { words.append(Self.noHolidays) }
        return words.isEmpty ? "mon-sun" : words.joined(separator: " ")
    }

    private static let noHolidays = "no-holidays"

    private static func days(_ word: some StringProtocol) -> Set<Weekday>? {
        var days: Set<Weekday> = []
        for part in word.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Weekday(shortName: $0) }
            guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil else { return nil }
            var day = first.rawValue
            days.insert(first)
            while day != last.rawValue {
                day = day % 7 + 1
                if let next = Weekday(rawValue: day) { days.insert(next) }
            }
        }
        return days
    }

    private static func hours(_ word: some StringProtocol) -> [Hours]? {
        var hours: Set<Hours> = []
        for part in word.split(separator: ",", omittingEmptySubsequences: false) {
            var digits = Digits(part.utf8)
            guard let start = digits.minuteOfDay(), start < minutesPerDay, digits.skip("-"),
                let end = digits.minuteOfDay(), end != start, digits.isAtEnd
            else { return nil }
            hours.insert(Hours(start: start, end: end > start ? end : end + minutesPerDay))
        }
        return hours.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    private static func text(_ days: Set<Weekday>) -> String {
        var runs: [[Weekday]] = []
        for day in Weekday.allCases where days.contains(day) {
            if let last = runs.last?.last, last.rawValue + 1 == day.rawValue {
                runs[runs.count - 1].append(day)
            } else {
                runs.append([day])
            }
        }
        return runs.map { run in
            let ends = run.count > 2 ? [run.first, run.last] : run.map(Optional.some)
            return ends.compactMap { $0?.shortName }.joined(separator: run.count > 2 ? "-" : ",")
        }.joined(separator: ",")
    }

    private static func text(_ minute: Int) -> String {
        let minute = minute > minutesPerDay ? minute - minutesPerDay : minute
        return "\(minute / 60)" + (minute % 60 == 0 ? "" : ":\(Digits.text(minute % 60, 2))")
    }
}

extension Weekday {
    /// `mon`: the first three letters in English.
    var shortName: String { String("\(self)".prefix(3)) }

    fileprivate init?(shortName: some StringProtocol) {
        guard let day = Weekday.allCases.first(where: { $0.shortName == shortName }) else { return nil }
        self = day
    }
}

extension Digits {
    /// `9`, `09:30`, `24`.
    fileprivate mutating func minuteOfDay() -> Int? {
        guard let hour = numberOfOneOrTwo(), hour <= 24 else { return nil }
        guard skip(":") else { return hour * 60 }
        guard let minute = number(of: 2), minute <= 59, hour < 24 || minute == 0 else { return nil }
        return hour * 60 + minute
    }
}
