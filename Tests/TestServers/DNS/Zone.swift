import Platform
import SenderPolicy

/// Records of the DNS, written a line each: `shop.example TXT v=spf1 -all`, `shop.example MX 10 mail.shop.example`. A name of which
/// there is a line, or a name below it, is there for every type. A value of `!serverFailure`, `!timedOut` is that fault.
package struct Zone: DNSLookup {
    private var answers: [String: [DNSRecordType: DNSAnswer]] = [:]
    private var names: Set<String> = []

    package init(_ text: String) {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count == 3, let type = Self.types[String(words[1])] else { continue }
            add(words[0].lowercased(), type, String(words[2]))
        }
    }

    /// The zone with more lines.
    package static func + (zone: Zone, text: String) -> Zone {
        var zone = zone
        let more = Zone(text)
        zone.answers.merge(more.answers) { $0.merging($1) { $1 } }
        zone.names.formUnion(more.names)
        return zone
    }

    package func answer(for name: String, _ type: DNSRecordType) async -> DNSAnswer { self[name, type] }

    package subscript(name: String, type: DNSRecordType) -> DNSAnswer {
        let name = name.lowercased()
        return answers[name]?[type] ?? (names.contains(name) ? .noData : .noName)
    }

    private static let types: [String: DNSRecordType] = ["A": .a, "AAAA": .aaaa, "MX": .mx, "TXT": .txt, "PTR": .ptr]

    private mutating func add(_ name: String, _ type: DNSRecordType, _ value: String) {
        let labels = name.split(separator: ".")
        for count in 1...max(1, labels.count) { names.insert(labels.suffix(count).joined(separator: ".")) }
        if value.first == "!" {
            let faults: [String: DNSFault] = [
                "!serverFailure": .serverFailure, "!refused": .refused, "!timedOut": .timedOut,
            ]
            answers[name, default: [:]][type] = .failed(faults[value] ?? .malformed)
        } else if let record = Self.record(type, value) {
            var records: [DNSRecord] = []
            if case .records(let known)? = answers[name]?[type] { records = known }
            answers[name, default: [:]][type] = .records(records + [record])
        }
    }

    private static func record(_ type: DNSRecordType, _ value: String) -> DNSRecord? {
        switch type {
        case .a, .aaaa: return IPAddress(value).map { .address($0) }
        case .txt: return .text(value)
        case .ptr: return .name(value)
        case .mx:
            let words = value.split(separator: " ")
            guard words.count == 2, let preference = Int(words[0]) else { return nil }
            return .mail(exchange: String(words[1]), preference: preference)
        }
    }
}
