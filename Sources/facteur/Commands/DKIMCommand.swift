import ArgumentParser
import DKIM
import Mail

/// `facteur dkim new DOMAIN SELECTOR`
struct DKIMCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dkim", abstract: "Makes the keys by which mail is signed (DKIM).",
        discussion: "Example: facteur dkim new shop.example s2026 --out /etc/facteur/s2026.pem", subcommands: [New.self]
    )

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new", abstract: "Makes a key, and shows its DNS record and its settings.",
            discussion: """
                The record must be in the DNS before mail is signed with the key. An Ed25519 key is for use beside an RSA key, \
                under a selector of its own: not every mailbox provider knows it. Needs no settings.

                Example: facteur dkim new shop.example s2026 --out /etc/facteur/s2026.pem
                """)

        @Argument(help: "The domain of the address that mail comes from.")
        var domain: String

        @Argument(help: "The key's name in the DNS: one that the domain never had, such as the year.")
        var selector: String

        @Flag(help: "An Ed25519 key instead of an RSA key.")
        var ed25519 = false

        @Option(help: "How many bits an RSA key has: 2048 to 4096.")
        var bits = 2048

        @Option(help: ArgumentHelp("The new file for the key, which nobody else can read.", valueName: "file"))
        var out: String

        func run() throws {
            guard let domain = try? DomainName(domain[...]) else {
                throw CommandError.usage("DOMAIN: allowed: a domain such as shop.example")
            }
            guard let selector = Selector(selector) else {
                throw CommandError.usage("SELECTOR: allowed: a name of letters, digits, hyphens and dots such as s2026")
            }
            let key = try key()
            try PrivateFile.create(out, text: key.pem)
            let record = KeyRecord(of: key, domain: domain, selector: selector)
            for line in Self.advice(record, domain.ascii, selector, out) { StandardOutput.write(line) }
        }

        private func key() throws(CommandError) -> SigningKey {
            if ed25519 { return SigningKey.newEd25519() }
            guard (2048...4096).contains(bits), bits.isMultiple(of: 8) else {
                throw .usage("--bits: allowed: 2048 to 4096, such as 2048, 3072 and 4096")
            }
            do throws(SigningKeyFault) { return try SigningKey.newRSA(bits: bits) } catch {
                throw .failed("an RSA key of \(bits) bits cannot be made here: try --bits 2048")
            }
        }

        private static func advice(
            _ record: KeyRecord, _ domain: String, _ selector: Selector, _ file: String
        ) -> [String] {
            ["; the DNS record of \(domain), for its zone file; elsewhere the strings without their quotes, joined"]
                + record.zoneLines
                + [
                    "",
                    "# for facteur.yaml, once the record is in the DNS; the worker's user must be able to read the file",
                    "dkim:", "  \(domain):", "    selector: \(selector.name)", "    keyFile: \(file)",
                ]
        }
    }
}
