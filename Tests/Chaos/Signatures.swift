import TestServers

/// Mail of every kind in every language, signed with two keys, after a real Postfix: two verifiers that share no code with Facteur find
/// both signatures sound, and find each mail spoiled in which a single byte was changed.
struct Signatures: Scenario {
    static let name = "signatures"

    private let transactional = 850
    private let readers = 150

    func run(_ chance: inout Chance) async throws -> [Row] {
        var letters = try RandomLetters(&chance)
        let statements = try letters.transactional(transactional) + letters.newsletter(to: readers)
        let (mails, records) = try await Postfix.running { postfix in
            try await Stage.with { stage in
                let (rsa, rsaRecord) = try await key("s2026", [], on: stage)
                let (ed25519, ed25519Record) = try await key("e2026", ["--ed25519"], on: stage)
                let stage = stage.with([
                    "FACTEUR_SMTP_URL": "smtp://\(postfix.host):\(postfix.port)",
                    "FACTEUR_SMTP_CA_FILE": postfix.caFile, "FACTEUR_SMTP_USERNAME": postfix.username,
                    "FACTEUR_SMTP_PASSWORD_FILE": try stage.secret(postfix.password),
                    "FACTEUR_DKIM_SELECTOR": "boutique.example=s2026, boutique.example=e2026",
                    "FACTEUR_DKIM_KEY_FILE": "boutique.example=\(rsa), boutique.example=\(ed25519)",
                ])
                let count = transactional + readers
                let mails = try await stage.withWorker { _ in
                    try await stage.sql(statements.joined(separator: ";\n"))
                    try await Load.settled(count, on: stage)
                    try await stage.wait("Postfix has delivered \(count) mails", within: .seconds(300)) {
                        postfix.delivered >= count
                    }
                    return postfix.allMails()
                }
                return (mails, [rsaRecord, ed25519Record])
            }
        }
        return [try await judge(mails, Dictionary(uniqueKeysWithValues: records), &chance)]
    }

    /// Makes a key; its file, and its record in the DNS.
    private func key(
        _ selector: String, _ options: [String], on stage: Stage
    ) async throws -> (file: String, record: (String, String)) {
        let file = stage.path(of: selector + ".pem")
        let made = try await stage.binary.run(["dkim", "new", "boutique.example", selector, "--out", file] + options)
        guard made.code == 0, let name = made.output.firstMatch(of: /\n(\S+)\. IN TXT/) else {
            throw Stage.Failure("facteur dkim new: \(made.code) \(made.error)")
        }
        let texts = made.output.matches(of: /"([^"]*)"/).map { String($0.1) }
        return (file, (String(name.1), texts.joined()))
    }

    private func judge(_ mails: [[UInt8]], _ records: [String: String], _ chance: inout Chance) async throws -> Row {
        let spoiled = mails.map { SpoiledMail.changed($0, &chance) }
        async let whole = SignatureVerifier.verdicts(on: mails, records: records)
        async let changed = SignatureVerifier.verdicts(on: spoiled, records: records)
        async let wholeElsewhere = OpenDKIM.holds(mails, records: records)
        async let changedElsewhere = OpenDKIM.holds(spoiled, records: records)
        let sound = try await whole.count { $0 == "True True" }
        let found = try await changed.count { !$0.contains("True") }
        let soundElsewhere = try await wholeElsewhere.count { $0 }
        let foundElsewhere = try await changedElsewhere.count { !$0 }

        let count = transactional + readers
        var findings = Findings()
        findings.expect(mails.count == count, "\(mails.count) of \(count) mails came")
        findings.expect(sound == count, "dkimpy finds \(count - sound) mails not signed soundly by both keys")
        findings.expect(soundElsewhere == count, "OpenDKIM finds \(count - soundElsewhere) mails not signed soundly")
        findings.expect(found == count, "dkimpy finds nothing wrong with \(count - found) changed mails")
        findings.expect(
            foundElsewhere == count, "OpenDKIM finds nothing wrong with \(count - foundElsewhere) changed mails")
        return Row(
            "\(mails.count) signed mails of every kind and language through Postfix",
            "sound for dkimpy \(sound), for OpenDKIM \(soundElsewhere); a byte changed: found by dkimpy \(found), "
                + "by OpenDKIM \(foundElsewhere)",
            faults: findings.faults)
    }
}
