import Logging
import Mail
import Observability

/// A line for people: one line whatever a server replied, nothing told twice, lengths of time and moments as people say them.
///
/// Of a delivery, where its time went stands as in Postfix's log: `delays=queued/render/connect/smtp`, in seconds.
extension LogLine {
    func plain(_ style: TextStyle) -> String {
        let sentence = Self.singleLine(text)
        var words = lead(style)
        let event = event ?? ""
        if style.lead != .nothing {
            words.append(style.paint(event.isEmpty ? sentence : event.padded(to: 14), colour(of: event)))
            if !event.isEmpty, sentence != event { words.append(sentence) }
        } else {
            words.append(sentence)
        }
        for (key, value) in told(besides: sentence, style) {
            // Not characters: a space with a mark on it is a space all the same.
            let isWord = !value.isEmpty && !value.utf8.contains { $0 == 0x20 || $0 == 0x22 || $0 == 0x3D }
            words.append(style.paint("\(key)=", .dim) + (isWord ? value : JSONText.string(value)))
        }
        return words.joined(separator: " ")
    }

    private func lead(_ style: TextStyle) -> [String] {
        switch style.lead {
        case .nothing: []
        case .clock:
            [
                style.paint(String(style.wall(time).dropFirst("2026-11-24T".count)), .dim),
                style.paint(level.rawValue.padded(to: 7), levelColour),
            ]
        case .date: ["\(style.wall(time))\(style.zone(time))", level.rawValue.padded(to: 7)]
        }
    }

    /// The fields that the sentence does not say already.
    private func told(besides sentence: String, _ style: TextStyle) -> [(key: String, value: String)] {
        var told: [(String, String)] = []
        var reply: [String] = []
        var delays: [EventField: Int] = [:]
        for (key, value) in fields {
            let field = EventField(rawValue: key)
            let text = Self.singleLine(value.description)
            switch field {
            case .event:
                // Where it has a column of its own, or is all that the sentence says.
                if style.lead == .nothing, text != sentence { told.append((key, text)) }
            // `250 2.0.0 Ok` as the server said it.
            case .code, .enhanced: reply.append(text)
            case .reply:
                let words = (reply + [text]).joined(separator: " ")
                reply = []
                if !Self.says(sentence, text) { told.append((key, words)) }
            case .queued, .render, .connect, .smtp:
                if let field { delays[field] = Int(text) }
                if field == .smtp || key == fields.last?.key { told += Self.delays(delays) }
            default:
                // What was held back for a reply that did not come.
                if !reply.isEmpty, (field.map { EventField.reply.isBefore($0) } ?? true) {
                    told.append((EventField.code.rawValue, reply.joined(separator: " ")))
                    reply = []
                }
                if let pair = said(key, text, field, sentence, style) { told.append(pair) }
            }
        }
        if !reply.isEmpty { told.append((EventField.code.rawValue, reply.joined(separator: " "))) }
        return told
    }

    private func said(
        _ key: String, _ text: String, _ field: EventField?, _ sentence: String, _ style: TextStyle
    ) -> (key: String, value: String)? {
        switch field?.form {
        case .milliseconds:
            guard let milliseconds = Int64(text) else { return (key, text) }
            let length = DurationText.text(.milliseconds(milliseconds))
            return Self.says(sentence, length) ? nil : (String(key.dropLast("_ms".count)), length)
        case .moment:
            guard let moment = Timestamp(rfc3339: text) else { return (key, text) }
            return Self.says(sentence, text) ? nil : (key, self.moment(moment, style))
        case .number, .decimal, .text, nil: return Self.says(sentence, text) ? nil : (key, text)
        }
    }

    /// `14:05:09, in 45s`; with its date where that is another day's.
    private func moment(_ moment: Timestamp, _ style: TextStyle) -> String {
        let wall = style.wall(moment)
        let isToday = wall.prefix(10) == style.wall(time).prefix(10)
        let clock = wall.dropFirst(11).prefix(8)
        // Whole seconds were rounded down when it was written.
        let seconds = (moment - time + .milliseconds(999)).components.seconds
        let day = isToday ? "" : "\(wall.prefix(10)) "
        return day + clock + (seconds > 0 ? ", in \(DurationText.text(.seconds(seconds)))" : "")
    }

    /// Whether the sentence says a value already, as words of its own.
    private static func says(_ sentence: String, _ value: String) -> Bool {
        guard !value.isEmpty, let range = sentence.firstRange(of: value) else { return false }
        func isEdge(_ scalar: Unicode.Scalar?) -> Bool {
            scalar.map { !$0.properties.isAlphabetic && !("0"..."9").contains($0) } ?? true
        }
        return isEdge(sentence[..<range.lowerBound].unicodeScalars.last)
            && isEdge(sentence[range.upperBound...].unicodeScalars.first)
    }

    private static func delays(_ delays: [EventField: Int]) -> [(String, String)] {
        let steps: [EventField] = [.queued, .render, .connect, .smtp]
        return [("delays", steps.map { Delay.text(milliseconds: delays[$0] ?? 0) }.joined(separator: "/"))]
    }

    /// A line break in a reply must not become a line of the log.
    private static func singleLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        return text.onOneLine
    }

    private var levelColour: TextStyle.Colour {
        switch level {
        case .critical, .error: .red
        case .warning: .yellow
        case .notice: .cyan
        case .info: .plain
        case .debug, .trace: .dim
        }
    }

    private func colour(of event: String) -> TextStyle.Colour {
        event == Event.sent.rawValue ? .green : levelColour
    }
}

extension EventField {
    /// In the order of the list.
    fileprivate func isBefore(_ other: EventField) -> Bool {
        guard let own = Self.allCases.firstIndex(of: self), let place = Self.allCases.firstIndex(of: other) else {
            return false
        }
        return own < place
    }
}
