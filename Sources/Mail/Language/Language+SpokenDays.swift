/// A date that words name with its weekday, `lundi 1er décembre 2026`, and that the calendar has otherwise.
package struct MistakenDay: Sendable, Hashable {
    /// The place of its weekday among the words.
    package var index: Int
    /// The weekday as it is written.
    package var weekday: String
    /// `1 décembre 2026`
    package var date: String
    /// The weekday that the calendar has; nil where it has no such day.
    package var right: String?
}

extension Language {
    /// The dates among words whose weekday is another one.
    ///
    /// - Parameters:
    ///   - words: Without the punctuation between them.
    ///   - moment: Of a date without a year the one nearest to this is meant.
    package func mistakenDays(in words: [String], near moment: Timestamp, zone: Zone = .paris) -> [MistakenDay] {
        let today = zone.civil(at: moment)
        return words.indices.compactMap { index in
            guard let weekday = Self.place(of: words[index], in: wording.weekdays),
                let said = spokenDate(in: words[(index + 1)...])
            else { return nil }
            let years = said.year.map { [$0] } ?? [today.year - 1, today.year, today.year + 1]
            let days = years.compactMap { CivilTime(year: $0, month: said.month, day: said.day) }
            let day = days.min { abs($0.wallSeconds - today.wallSeconds) < abs($1.wallSeconds - today.wallSeconds) }
            let date =
                "\(said.day) \(wording.months[said.month - 1])" + ((day?.year ?? said.year).map { " \($0)" } ?? "")
            guard let day else {
                return MistakenDay(index: index, weekday: words[index], date: date, right: nil)
            }
            guard day.weekday.rawValue != weekday + 1 else { return nil }
            return MistakenDay(
                index: index, weekday: words[index], date: date, right: wording.weekdays[day.weekday.rawValue - 1])
        }
    }

    /// `1er décembre 2026`, and in English `December 1st` too.
    private func spokenDate(in words: ArraySlice<String>) -> (day: Int, month: Int, year: Int?)? {
        let words = Array(words.prefix(3))
        guard words.count >= 2 else { return nil }
        let number = Self.day(words[0]) ?? (self == .english ? Self.day(words[1]) : nil)
        let name = Self.day(words[0]) == nil ? words[0] : words[1]
        guard let number, let month = Self.place(of: name, in: wording.months) else { return nil }
        let year = words.count == 3 && words[2].utf8.count == 4 ? Int(words[2]) : nil
        return (number, month + 1, year)
    }

    private static func day(_ word: String) -> Int? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        let ending = word[digits.endIndex...].lowercased()
        guard ["", "er", "st", "nd", "rd", "th"].contains(ending), let day = Int(digits), (1...31).contains(day) else {
            return nil
        }
        return day
    }

    private static func place(of word: String, in names: [String]) -> Int? {
        let word = word.lowercased()
        return names.firstIndex { $0.lowercased() == word }
    }
}
