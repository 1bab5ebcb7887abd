import Platform
import TestServers
import Testing

@testable import SenderPolicy

@Suite("DNS replies, read (RFC 1035 section 4)")
struct DNSMessageTests {
    private static let zone = Zone(
        """
        shop.example A 192.0.2.1
        shop.example A 192.0.2.2
        shop.example AAAA 2001:db8::1
        shop.example MX 10 mail.shop.example
        null.example MX 0 .
        1.2.0.192.in-addr.arpa PTR shop.example
        shop.example TXT v=spf1 \(String(repeating: "ip4:192.0.2.1 ", count: 60))-all
        away.example TXT !serverFailure
        shut.example TXT !refused
        """)

    private static func question(_ name: String, _ type: DNSRecordType) -> [UInt8] {
        [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
            + name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
            + [0, 0, UInt8(type.rawValue), 0, 1]
    }

    @Test(
        "What a server writes is what is read",
        arguments: [
            ("shop.example", DNSRecordType.a), ("shop.example", .aaaa), ("shop.example", .mx), ("shop.example", .txt),
            ("null.example", .mx), ("1.2.0.192.in-addr.arpa", .ptr), ("null.example", .a), ("none.example", .a),
            ("away.example", .txt), ("shut.example", .txt),
        ])
    func round(name: String, type: DNSRecordType) throws {
        let reply = try #require(DNSReply.bytes(to: Self.question(name, type), from: Self.zone))
        #expect(DNSMessage.answer(reply, type) == Self.zone[name, type])
    }

    @Test("No reply, however it is cut or changed, is read beyond its end")
    func hostile() throws {
        let reply = try #require(DNSReply.bytes(to: Self.question("shop.example", .mx), from: Self.zone))
        for count in 0..<reply.count { _ = DNSMessage.answer(Array(reply.prefix(count)), .mx) }
        for index in reply.indices {
            for byte in [0x00, 0x3F, 0xC0, 0xFF] as [UInt8] {
                var changed = reply
                changed[index] = byte
                for type in [DNSRecordType.a, .mx, .txt, .ptr] { _ = DNSMessage.answer(changed, type) }
            }
        }
        #expect(DNSMessage.answer([], .mx) == .failed(.malformed))
        // A name that points at itself.
        let loop = Self.question("shop.example", .mx).prefix(12) + [0xC0, 12, 0, 15, 0, 1]
        #expect(DNSMessage.answer([0x12, 0x34, 0x81, 0x80] + loop.dropFirst(4), .mx) == .failed(.malformed))
    }

    @Test("An address has its name below in-addr.arpa or ip6.arpa")
    func reverse() {
        #expect(IPAddress("192.0.2.1")?.reverseName == "1.2.0.192.in-addr.arpa")
        #expect(IPAddress("2001:db8::1")?.reverseName.hasSuffix(".8.b.d.0.1.0.0.2.ip6.arpa") == true)
    }
}
