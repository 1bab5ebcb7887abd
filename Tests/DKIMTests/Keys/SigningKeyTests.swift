import Foundation
import Mail
import TestServers
import Testing

@testable import DKIM

@Suite("A key for signing, as OpenSSL writes it", .timeLimit(.minutes(5)))
struct SigningKeyTests {
    /// What `openssl` is asked for, and the algorithm of the key.
    static let forms: [(arguments: [String], algorithm: SigningKey.Algorithm)] = [
        (["genrsa", "2048"], .rsa), (["genrsa", "-traditional", "2048"], .rsa), (["genrsa", "1024"], .rsa),
        (["genrsa", "-traditional", "4096"], .rsa), (["genpkey", "-algorithm", "ed25519"], .ed25519),
        (["genpkey", "-algorithm", "rsa", "-pkeyopt", "rsa_keygen_bits:3072"], .rsa),
    ]

    @Test("PKCS#1 and PKCS#8 are read, with whatever lines they have (M26)", arguments: forms)
    func read(arguments: [String], algorithm: SigningKey.Algorithm) async throws {
        let pem = try await Program.output("/usr/bin/openssl", arguments)
        for text in [
            pem, pem.replacing("\n", with: "\r\n"), "# a note\n\n" + pem, pem.trimmingCharacters(in: .newlines),
        ] {
            let key = try SigningKey(pem: text)
            #expect(key.algorithm == algorithm)
            #expect(key.publicKey == (try SigningKey(pem: key.pem)).publicKey)
        }
        let isShort = arguments.contains("1024")
        #expect((try SigningKey(pem: pem).warning != nil) == isShort)
    }

    static let refused: [(arguments: [String], fault: SigningKeyFault)] = [
        (["genrsa", "768"], .tooShort(bits: nil)), (["genrsa", "4608"], .tooLong(bits: 4608)),
        (["genrsa", "-aes128", "-passout", "pass:x", "1024"], .encrypted),
        (["genrsa", "-traditional", "-aes128", "-passout", "pass:x", "1024"], .encrypted),
        (["ecparam", "-name", "prime256v1", "-genkey"], .unknownAlgorithm),
        (["genpkey", "-algorithm", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"], .unknownAlgorithm),
        (["genpkey", "-algorithm", "x25519"], .unknownAlgorithm),
        (["genpkey", "-algorithm", "ed448"], .unknownAlgorithm),
    ]

    @Test("Any other key is refused with its reason (M26)", arguments: refused)
    func refuse(arguments: [String], fault: SigningKeyFault) async throws {
        let pem = try await Program.output("/usr/bin/openssl", arguments)
        #expect(throws: fault) { try SigningKey(pem: pem) }
    }

    @Test("What is no key is none, wherever a key is cut")
    func broken() {
        let pem = SigningKey.newEd25519().pem
        for text in ["", "hunter2", "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----"] {
            #expect(throws: SigningKeyFault.noKey) { try SigningKey(pem: text) }
        }
        for length in 0..<(pem.utf8.count - 4) where length < pem.utf8.count - 30 {
            #expect(throws: SigningKeyFault.self) { try SigningKey(pem: String(pem.prefix(length))) }
        }
    }

    @Test("New RSA keys have 2048 to 4096 bits (M26)")
    func bits() {
        #expect(throws: SigningKeyFault.tooShort(bits: 1024)) { try SigningKey.newRSA(bits: 1024) }
        #expect(throws: SigningKeyFault.tooLong(bits: 8192)) { try SigningKey.newRSA(bits: 8192) }
    }

    @Test("A record is cut into strings that the DNS can hold, and joins to what it was", arguments: [2048, 4096, nil])
    func record(bits: Int?) throws {
        let key = try bits.map { (bits) throws(SigningKeyFault) in try SigningKey.newRSA(bits: bits) } ?? .newEd25519()
        let record = KeyRecord(
            of: key, domain: try DomainName("shop.example"), selector: try #require(Selector("s2026")))
        #expect(record.name == "s2026._domainkey.shop.example")
        #expect(record.strings.allSatisfy { $0.utf8.count <= 255 } && record.strings.joined() == record.text)
        #expect(record.text.hasPrefix("v=DKIM1; k=\(bits == nil ? "ed25519" : "rsa"); p="))
        let zone = record.zoneLines.joined(separator: " ")
        #expect(zone.hasPrefix("s2026._domainkey.shop.example. IN TXT "))
        #expect(zone.matches(of: /"([^"]*)"/).map(\.1).joined() == record.text)
    }

    @Test(
        "A selector is a name",
        arguments: [
            ("s2026", true), ("a.b-c", true), ("A1", true), ("", false), ("a..b", false), ("-a", false), ("a-", false),
            ("a_b", false), ("é", false), ("a b", false), (".", false), (String(repeating: "a", count: 64), false),
        ])
    func selectors(name: String, isAllowed: Bool) {
        #expect(Selector(name)?.name == (isAllowed ? name : nil))
    }
}
