import Platform
import SenderPolicy

/// Writes replies as name servers do (RFC 1035 section 4).
package enum DNSReply {
    /// The reply to a question; nil where the zone has none to give.
    package static func bytes(to question: [UInt8], from zone: Zone) -> [UInt8]? {
        var labels: [String] = []
        var index = 12
        while index < question.count, question[index] != 0 {
            let end = index + 1 + Int(question[index])
            guard end < question.count else { return nil }
            labels.append(String(decoding: question[index + 1..<end], as: UTF8.self))
            index = end
        }
        guard index + 4 < question.count,
            let type = DNSRecordType(rawValue: UInt16(question[index + 1]) << 8 | UInt16(question[index + 2]))
        else { return nil }
        let asked = Array(question[12..<index + 5])
        switch zone[labels.joined(separator: "."), type] {
        case .records(let records):
            return head(question, code: 0, count: records.count) + asked + records.flatMap { record(type, $0) }
        case .noData: return head(question, code: 0, count: 0) + asked
        case .noName: return head(question, code: 3, count: 0) + asked
        case .failed(.serverFailure): return head(question, code: 2, count: 0) + asked
        case .failed(.refused): return head(question, code: 5, count: 0) + asked
        case .failed: return nil
        }
    }

    private static func head(_ question: [UInt8], code: UInt8, count: Int) -> [UInt8] {
        Array(question.prefix(2)) + [0x81, 0x80 | code, 0, 1, 0, UInt8(count), 0, 0, 0, 0]
    }

    /// A record of the name that was asked for, to which it points.
    private static func record(_ type: DNSRecordType, _ record: DNSRecord) -> [UInt8] {
        let content: [UInt8] =
            switch record {
            case .address(let address): address.bytes
            case .name(let name): self.name(name)
            case .mail(let exchange, let preference): word(preference) + name(exchange)
            case .text(let text): strings(Array(text.utf8))
            }
        return [0xC0, 12] + word(Int(type.rawValue)) + [0, 1, 0, 0, 0, 60] + word(content.count) + content
    }

    private static func word(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)] }

    private static func name(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    /// Character-strings of at most 255 bytes.
    private static func strings(_ text: [UInt8]) -> [UInt8] {
        var (bytes, rest) = ([UInt8](), text[...])
        repeat {
            let piece = rest.prefix(255)
            bytes += [UInt8(piece.count)] + piece
            rest = rest.dropFirst(piece.count)
        } while !rest.isEmpty
        return bytes
    }
}
