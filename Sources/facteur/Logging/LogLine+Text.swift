import Logging
import Mail
import Observability

/// A line for people: one line whatever a server replied, nothing told twice, lengths of time and moments as people say them.
///
/// Of a delivery, where its time went stands as in Postfix's log: `delays=queued/render/connect/smtp`, in seconds.
extension LogLine {
    func plain(_ style: TextStyle) -> String {
        var words = LineWords(style)
        let sentence = text.asOneLine
        let event = event ?? ""
        switch style.lead {
        case .nothing: words.add(sentence)
        case .clock, .date:
            words.add(style.moment(time), .dim)
            words.add(level.rawValue.padded(to: 7), style.lead == .clock ? levelColour : .plain)
            words.add(
                event.isEmpty ? sentence : event.padded(to: 14), event == Event.sent.rawValue ? .green : levelColour)
            if !event.isEmpty, sentence != event { words.add(sentence) }
        }
        tell(Sentence(sentence), &words)
        return words.text
    }

    /// Adds the fields that the sentence does not say already.
    private func tell(_ sentence: Sentence, _ words: inout LineWords) {
        // `250 2.0.0 Ok` as the server said it: three fields, one after the other in the list.
        var reply = ""
        var delays = Delays()
        for (index, told) in fields.enumerated() {
            let text = told.value.description.asOneLine
            switch told.field {
            case .event:
                // Otherwise it has a column of its own, or is all that the sentence says.
                if words.style.lead == .nothing, !sentence.isAll(text) { words.add(told.key, text) }
            case .code, .enhanced:
                reply += (reply.isEmpty ? "" : " ") + text
                if !fields[(index + 1)...].contains(where: { $0.field == .enhanced || $0.field == .reply }) {
                    words.add(EventField.code.rawValue, reply)
                }
            case .reply: if !sentence.says(text) { words.add(told.key, reply.isEmpty ? text : "\(reply) \(text)") }
            case .queued, .render, .connect, .smtp: delays.add(told.field, text)
            default:
                if !delays.isEmpty { words.add("delays", delays.take()) }
                tell(told, text, sentence, &words)
            }
        }
        if !delays.isEmpty { words.add("delays", delays.take()) }
    }

    private func tell(_ told: Field, _ text: String, _ sentence: Sentence, _ words: inout LineWords) {
        switch told.field?.form {
        case .milliseconds where Int64(text) != nil:
            let length = DurationText.text(.milliseconds(Int64(text) ?? 0))
            if !sentence.says(length) { words.add(String(told.key.dropLast("_ms".utf8.count)), length) }
        case .moment:
            guard !sentence.says(text) else { return }
            words.add(told.key, Timestamp(rfc3339: text).map { words.style.near($0, asOf: time) } ?? text)
        case .number, .decimal, .milliseconds, .text, nil: if !sentence.says(text) { words.add(told.key, text) }
        }
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
}

/// What a line says in words, asked about each value that would follow.
private struct Sentence {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    func isAll(_ value: String) -> Bool { bytes.elementsEqual(value.utf8) }

    /// Whether it says a value already, as words of its own: `8` is not in `18 connections`.
    func says(_ value: String) -> Bool {
        let value = value.utf8
        guard let first = value.first, value.count <= bytes.count else { return false }
        for start in 0...(bytes.count - value.count) where bytes[start] == first {
            guard bytes[start...].starts(with: value) else { continue }
            let end = start + value.count
            if !isWithinWord(start - 1), !isWithinWord(end) { return true }
        }
        return false
    }

    private func isWithinWord(_ index: Int) -> Bool {
        guard bytes.indices.contains(index) else { return false }
        switch bytes[index] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...:
            return true
        default: return false
        }
    }
}

extension String {
    /// A line break in a reply must not become a line of the log.
    fileprivate var asOneLine: String {
        // Whatever ends a line has a byte that is no printable ASCII.
        utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? self : onOneLine
    }
}
