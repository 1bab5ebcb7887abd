import Foundation
import Mail
import TestServers
import Testing

@testable import Templates
@testable import facteur

@Suite("What mailboxes look at, in every kind through a real Postfix", .timeLimit(.minutes(10)))
struct MailboxCheckTests {
    private static let locales = ["fr", "fr-CA", "fr-CH", "en"]

    private static let settings = [
        "FACTEUR_MAIL_REPLY_TO": "aide@boutique.example", "FACTEUR_MAIL_FEEDBACK_ID": "boutique01",
        "FACTEUR_MAIL_UNSUBSCRIBE_MAILTO": "lettre@boutique.example",
        "FACTEUR_SHOP_URL": "https://www.boutique.example",
        "FACTEUR_SHOP_ACCOUNT_URL": "https://www.boutique.example/compte",
        "FACTEUR_SHOP_PRIVACY_URL": "https://www.boutique.example/confidentialite",
        "FACTEUR_SHOP_LEGAL_COMPANY_NAME": "L’Œuf",
        "FACTEUR_SHOP_LEGAL_FORM": "SAS au capital de 10\u{A0}000\u{A0}€",
        "FACTEUR_SHOP_LEGAL_REGISTRATION": "123\u{A0}456\u{A0}789 RCS Lyon",
        "FACTEUR_SHOP_LEGAL_OFFICE": "12 rue des Capucins, 69001 Lyon",
    ]

    @Test("Each of at least 31 checks holds of every kind in every locale, and can fail")
    func everyKind() async throws {
        #expect(MailboxCheck.all.count >= 31)
        #expect(Set(MailboxCheck.all.map(\.rule)).count == MailboxCheck.all.count)
        try await Postfix.running { postfix in
            try await Stage.with { stage in
                let (stage, records) = try await signing(stage.with(Self.settings), by: postfix)
                let mails = try await deliver(to: postfix, on: stage)
                for check in MailboxCheck.all {
                    let faulty = mails.filter { !check.holds($0) }
                    #expect(faulty.isEmpty, "\(check.id) \(check.rule): \(faulty)")
                    let (words, others) = check.spoiling
                    let spoiled = mails.lazy.filter { $0.text.contains(words) }.map {
                        $0.replacing(words, with: others)
                    }
                    #expect(spoiled.contains { !check.holds($0) }, "\(check.id) \(check.rule): cannot fail")
                }
                #expect(Set(mails.map { $0.value("Message-ID") }).count == mails.count)
                #expect(
                    try await SignatureVerifier.verdicts(on: mails.map(\.bytes), records: records)
                        == Array(repeating: "True True", count: mails.count))
                #expect(
                    try await Self.defects(of: mails)
                        == Array(repeating: "multipart/alternative 2 []", count: mails.count))
            }
        }
    }

    /// The stage with Postfix as its relay and two keys, and the DNS records of these.
    private func signing(_ stage: Stage, by postfix: Postfix) async throws -> (Stage, records: [String: String]) {
        var records: [String: String] = [:]
        for (selector, options) in [("s2026", []), ("e2026", ["--ed25519"])] as [(String, [String])] {
            let file = stage.path(of: selector)
            let made = try await stage.binary.run(
                ["dkim", "new", "boutique.example", selector, "--out", file] + options)
            let name = try #require(made.output.firstMatch(of: /\n(\S+)\. IN TXT/), "\(made.error)").1
            records[String(name)] = made.output.matches(of: /"([^"]*)"/).map { String($0.1) }.joined()
        }
        let signing = stage.with([
            "FACTEUR_DKIM_SELECTOR": "boutique.example=s2026, boutique.example=e2026",
            "FACTEUR_DKIM_KEY_FILE":
                "boutique.example=\(stage.path(of: "s2026")), boutique.example=\(stage.path(of: "e2026"))",
            "FACTEUR_SMTP_URL": "smtp://\(postfix.host):\(postfix.port)", "FACTEUR_SMTP_CA_FILE": postfix.caFile,
            "FACTEUR_SMTP_USERNAME": postfix.username,
            "FACTEUR_SMTP_PASSWORD_FILE": try stage.secret(postfix.password),
        ])
        return (signing, records)
    }

    /// Every kind's sample in every locale, from the outbox to a mailbox.
    private func deliver(to postfix: Postfix, on stage: Stage) async throws -> [DeliveredMail] {
        let settings = Settings(values: [:])
        let library = try TemplateLibrary(
            directory: try TemplatesFolder.path(nil), shop: ShopSettings(settings),
            webPublicURL: "https://lettre.boutique.example")
        let all = library.kinds.flatMap { kind in
            Self.locales.map { (kind: kind, locale: $0, name: "\(kind.name)-\($0.lowercased())") }
        }
        var mails: [DeliveredMail] = []
        try await stage.withWorker { _ in
            var statements: [String] = []
            for definition in library.kinds {
                let kind = try #require(library.kind(named: definition.name))
                for (locale, recipient) in all.filter({ $0.kind == definition }).map({
                    ($0.locale, "\($0.name)@client.test")
                }) {
                    statements.append(
                        kind.sampleContent == nil
                            ? "select facteur.enqueue('\(definition.name)', '\(recipient)', $json$\(kind.sampleParameters)$json$, '\(locale)', 'Camille')"
                            : "select facteur.subscribe('\(recipient)', 'lettre', '\(locale)', 'Camille')")
                }
                if let content = kind.sampleContent {
                    statements.append("select facteur.create_newsletter('lettre', $json$\(content)$json$)")
                }
            }
            try await stage.sql(statements.joined(separator: ";\n"))
            for (kind, locale, name) in all {
                let mail = try #require(try await postfix.wait(for: 1, to: name).first)
                mails.append(
                    DeliveredMail(
                        kind, locale, to: "\(name)@client.test",
                        try library.sampleLetter(of: kind.name, locale: locale),
                        text: mail.replacing("\n", with: "\r\n")))
            }
        }
        return mails
    }

    /// What Python's email package makes of each mail: its type, how many parts it has, and what is wrong with them.
    private static func defects(of mails: [DeliveredMail]) async throws -> [String] {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for (index, mail) in mails.enumerated() {
            try Data(mail.bytes).write(to: URL(filePath: "\(folder.path)/\(index).eml"))
        }
        return try await Program.output("/usr/bin/python3", ["-c", program, folder.path, "\(mails.count)"])
            .split(separator: "\n").map(String.init)
    }

    private static let program = """
        import email, email.policy, sys
        for number in range(int(sys.argv[2])):
            with open(f"{sys.argv[1]}/{number}.eml", "rb") as file:
                mail = email.message_from_binary_file(file, policy=email.policy.SMTP)
            found = [fault for part in mail.walk() for fault in part.defects]
            found += [fault for part in mail.walk() for value in part.values() for fault in value.defects]
            parts = [part for part in mail.walk() if not part.is_multipart() and part.get_content()]
            print(mail.get_content_type(), len(parts), found)
        """
}
