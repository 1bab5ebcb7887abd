/// The records of the keys that mail is signed with (RFC 6376 section 3.6.1).
struct DKIMLook {
    let setup: SenderSetup
    let lookup: any DNSLookup

    /// What was found, and whether signatures will hold; nil where the relay signs.
    func findings() async -> (findings: [PolicyFinding], passes: Bool?) {
        let keys = setup.keys
        guard keys.contains(where: { $0.domain == setup.fromDomain }) else {
            let advice = PolicyFinding(
                .warning, "dkim \(setup.fromDomain)",
                "Facteur signs no mail of this domain: where the relay does not either, make a key: facteur dkim new \(setup.fromDomain) s2026 --out /etc/facteur/s2026.pem"
            )
            return (await looks(at: keys).findings + [advice], nil)
        }
        return await looks(at: keys)
    }

    private func looks(at keys: [SenderSetup.Key]) async -> (findings: [PolicyFinding], passes: Bool?) {
        var findings: [PolicyFinding] = []
        for key in keys { findings += await look(at: key) }
        let own = keys.filter { $0.domain == setup.fromDomain }.map { "dkim \($0.name)" }
        // One signature that holds is enough.
        let isSound = own.contains { name in !findings.contains { $0.subject == name && $0.grade == .failing } }
        let isKnown = !findings.contains { $0.grade == .unavailable }
        return (findings, isKnown ? isSound : nil)
    }

    private func look(at key: SenderSetup.Key) async -> [PolicyFinding] {
        let subject = "dkim \(key.name)"
        let texts: [String]
        do throws(DNSFault) { texts = try await lookup.texts(of: key.name) } catch {
            return [.unavailable(subject, error)]
        }
        let mend = "publish `\(ZoneLine.text(key.name, key.record))`"
        guard let text = texts.first else {
            return [
                PolicyFinding(
                    .failing, subject,
                    "no record, so every signature fails, at Gmail, Yahoo, Outlook.com and Orange: \(mend)")
            ]
        }
        guard texts.count == 1 else {
            return [
                PolicyFinding(
                    .failing, subject, "\(texts.count) records, and verifiers may take any: leave one: \(mend)")
            ]
        }
        return Self.judge(PublishedKey(text), wanted: PublishedKey(key.record), subject, mend: mend)
    }

    /// What a record says beside the key that signs.
    static func judge(
        _ published: PublishedKey, wanted: PublishedKey, _ subject: String, mend: String
    ) -> [PolicyFinding] {
        func failing(_ text: String) -> [PolicyFinding] { [PolicyFinding(.failing, subject, text)] }
        if published.isRevoked {
            return failing("the key is withdrawn (p= is empty): make another under a new selector, facteur dkim new")
        }
        if let fault = published.faults.first { return failing("\(fault), so no signature holds: \(mend)") }
        if published.bytes != wanted.bytes {
            return failing("another key than the one that signs, so every signature fails: \(mend)")
        }
        guard published.servesMail else { return failing("s= does not name email, so no signature holds: \(mend)") }
        var findings: [PolicyFinding] = []
        switch published.kind {
        case .rsa(let bits?) where bits < PublishedKey.fewestBits:
            return failing(
                "an RSA key of \(bits) bits, which Gmail and Yahoo refuse: make one of 2048, facteur dkim new")
        case .rsa(let bits?) where bits < PublishedKey.soundBits:
            findings.append(
                PolicyFinding(
                    .warning, subject,
                    "an RSA key of \(bits) bits: make one of 2048 under a new selector, facteur dkim new"))
        case .rsa(nil): return failing("k=rsa, and p= is no RSA key: \(mend)")
        case .unknown(let kind): return failing("k=\(kind.prefix(20)) is no kind of key that verifiers know: \(mend)")
        case .rsa, .ed25519: break
        }
        if published.isTesting {
            findings.append(
                PolicyFinding(
                    .warning, subject, "t=y says that this is a test, and signatures count for nothing: take it out"))
        }
        guard findings.isEmpty else { return findings }
        let kind = if case .rsa(let bits?) = published.kind { "RSA, \(bits) bits" } else { "Ed25519" }
        return [PolicyFinding(.ok, subject, "is the key that signs, \(kind)")]
    }
}
