import Platform

/// A reply of a name server, read (RFC 1035 section 4). Strangers write it: every length is checked.
package enum DNSMessage {
    /// What the reply says to a question of this type. Of the chain of aliases before it nothing is told.
    package static func answer(_ bytes: [UInt8], _ type: DNSRecordType) -> DNSAnswer {
        var reader = DNSMessageReader(bytes)
        guard reader.skip(3), let flags = reader.byte(), reader.isReply, let questions = reader.word(),
            let count = reader.word(), reader.skip(4)
        else { return .failed(.malformed) }
        switch flags & 0xF {
        case 0: break
        case 2: return .failed(.serverFailure)
        case 3: return .noName
        default: return .failed(.refused)
        }
        for _ in 0..<questions {
            guard reader.name() != nil, reader.skip(4) else { return .failed(.malformed) }
        }
        var records: [DNSRecord] = []
        for _ in 0..<count {
            guard let record = record(from: &reader, type) else { return .failed(.malformed) }
            if case .some(let found) = record { records.append(found) }
        }
        return records.isEmpty ? .noData : .records(records)
    }

    /// Nil where the bytes are no record; nil within where it is of another type.
    private static func record(from reader: inout DNSMessageReader, _ wanted: DNSRecordType) -> DNSRecord?? {
        guard reader.name() != nil, let type = reader.word(), let `class` = reader.word(), reader.skip(4),
            let length = reader.word(), let content = reader.part(Int(length))
        else { return nil }
        guard type == wanted.rawValue, `class` == 1 else { return .some(nil) }
        return read(content, wanted).map { .some($0) }
    }

    private static func read(_ content: DNSMessageReader, _ type: DNSRecordType) -> DNSRecord? {
        var content = content
        switch type {
        case .a, .aaaa: return IPAddress(bytes: content.rest).map { .address($0) }
        case .ptr: return content.name().map { .name($0) }
        case .mx:
            guard let preference = content.word(), let exchange = content.name() else { return nil }
            return .mail(exchange: exchange, preference: Int(preference))
        case .txt:
            var text: [UInt8] = []
            while let length = content.byte() {
                guard let string = content.part(Int(length)) else { return nil }
                text += string.rest
            }
            return .text(String(decoding: text, as: UTF8.self))
        }
    }
}
