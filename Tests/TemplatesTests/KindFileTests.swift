import Mail
import Testing

@testable import Templates

@Suite("A kind.yaml")
struct KindFileTests {
    private static let file = "password-reset/kind.yaml"

    @Test("A reset is patient for two hours, its link holds two days, and it goes out again when in doubt (S12, D9)")
    func reset() throws {
        let kinds = try Shop.library().kinds
        let reset = try #require(kinds.first { $0.name == "password-reset" })
        #expect(
            reset
                == KindDefinition(
                    name: "password-reset", lane: .transactional,
                    parameters: [ParameterDefinition(name: "link", type: .url, isRequired: true, isSecret: true)],
                    retry: RetryPolicy(
                        delays: [.seconds(5), .seconds(15), .seconds(45), .seconds(120), .seconds(300)],
                        giveUpAfter: .seconds(7200)),
                    expiresAfter: .seconds(172_800), inDoubt: .resend, locales: reset.locales))
        #expect(reset.locales.first == "fr")
    }

    @Test("Whatever carries a link that ends, ends with it; a newsletter is held when in doubt")
    func policies() throws {
        let kinds = try Shop.library().kinds
        let ending = kinds.filter { $0.expiresAfter == .seconds(172_800) }.map(\.name)
        #expect(ending == ["already-registered", "password-reset", "registration"])
        #expect(kinds.filter { $0.inDoubt == .hold }.map(\.name) == ["newsletter"])
        #expect(kinds.filter { $0.lane == .bulk }.map(\.name) == ["newsletter"])
    }

    @Test("A limit is so many per so long, and says what becomes of more", arguments: ["refuse", "drop"])
    func limit(excess: String) throws {
        let copy = try Copy()
        try copy.replace(
            "inDoubt: resend", with: "inDoubt: resend\nlimit: 3 per 1h30m\noverLimit: \(excess)", in: Self.file)
        let kind = try #require(try copy.library().kinds.first { $0.name == "password-reset" })
        #expect(
            kind.limit
                == RecipientLimit(
                    most: 3, period: .seconds(5400), excess: try #require(RecipientLimit.Excess(rawValue: excess))))
    }

    @Test("A code to sign in is tried while it holds, and no longer")
    func code() throws {
        let code = try #require(try Shop.library().kinds.first { $0.name == "sign-in-code" })
        let (life, patience) = (try #require(code.expiresAfter), try #require(code.retry))
        #expect(life == .seconds(600))
        #expect(patience.giveUpAfter < life)
        #expect(patience.delays.reduce(.zero, +) < patience.giveUpAfter)
    }

    @Test("What a buyer has a right to be told is tried for days, again when in doubt, and never expires")
    func rights() throws {
        let kinds = try Shop.library().kinds.filter {
            ["order-confirmed", "order-refunded", "product-recall", "withdrawal-received"].contains($0.name)
        }
        #expect(kinds.count == 4)
        for kind in kinds {
            #expect(kind.expiresAfter == nil && kind.inDoubt == .resend && kind.lane == .transactional, "\(kind.name)")
            #expect(kind.retry.map { $0.giveUpAfter >= .seconds(345_600) } == true, "\(kind.name)")
        }
    }

    @Test("Links with a token are secret, every one of them (L15)")
    func secrets() throws {
        let secrets = try Shop.library().kinds.flatMap { kind in
            kind.parameters.filter(\.isSecret).map { "\(kind.name).\($0.name)" }
        }
        #expect(
            secrets == [
                "already-registered.reset_link", "newsletter-confirmation.confirm_link",
                "newsletter-unsubscribed.resubscribe_link", "order-confirmed.order_link",
                "order-confirmed.withdrawal_link", "password-reset.link", "product-recall.contact_link",
                "registration.link", "sign-in-code.code", "withdrawal-received.return_link",
            ])
    }

    @Test(
        "A list with a secret field is secret as a whole; types have their second words; what may be missing is said either way"
    )
    func declarations() throws {
        var reader = KindReader(file: "kind.yaml")
        let source = Source(
            file: "kind.yaml",
            text: """
                vouchers: {type: list, description: A., of: {code: {type: string, secret: true, maxLength: 12, description: B.}}}
                at: {type: moment, optional: true, description: C.}
                page: {type: link, required: false, description: D.}
                help: {type: address, description: E.}
                carrier: {type: enum, values: [dpd, ups], optional: false, description: F.}

                """)
        let parameters = reader.parameters(try source.yaml(), lane: .transactional)
        #expect(reader.faults == [])
        let code = ParameterDefinition(name: "code", type: .string, isRequired: true, isSecret: true, maxLength: 12)
        #expect(
            parameters == [
                ParameterDefinition(name: "vouchers", type: .list, isRequired: true, isSecret: true, fields: [code]),
                ParameterDefinition(name: "at", type: .datetime, isRequired: false, isSecret: false),
                ParameterDefinition(name: "page", type: .url, isRequired: false, isSecret: false),
                ParameterDefinition(name: "help", type: .email, isRequired: true, isSecret: false),
                ParameterDefinition(
                    name: "carrier", type: .enumeration, isRequired: true, isSecret: false, values: ["dpd", "ups"]),
            ])
    }

    @Test("A kind has its description and a sample for every parameter")
    func sample() throws {
        let kind = try #require(try Shop.library().kind(named: "account-updated"))
        let english = "Details of an account were changed; what to do if it was not the reader."
        #expect(kind.description.line(in: "en").text == english)
        #expect(
            kind.sampleParameters
                == #"{"changed_at":"2026-11-23T13:05:00Z","changes":["Adresse de livraison","Numéro de téléphone"]}"#)
        #expect(kind.sampleContent == nil)
        #expect(try Shop.library().kind(named: "newsletter")?.sampleContent != nil)
    }

    @Test(
        "Each fault names its line",
        arguments: [
            ("lane: transactional", "lane: fast", ":1: lane is missing or unknown"),
            ("inDoubt: resend", "inDoubt: maybe", ":14: inDoubt is missing or unknown"),
            ("description:\n  fr:", "purpose:\n  fr:", ":2: the file has an unknown key purpose"),
            ("type: link", "type: uri", ":6: parameter link has no type, or an unknown one"),
            ("secret: true", "secret: perhaps", ":8: perhaps is neither true nor false"),
            ("secret: true", "hidden: true", ":8: parameter link has an unknown key hidden"),
            ("  link:\n    type", "  Link:\n    type", ":6: Link is no name for a parameter"),
            ("  link:\n    type", "  shop:\n    type", ":6: shop is the name of a built-in variable"),
            ("5s, 15s", "5s, soon", ":11: soon is no duration"),
            ("5s, 15s", "0s, 15s", ":11: 0s is no duration"),
            ("giveUpAfter: 2h", "giveUpAfter: 2 hours", ":12: 2 hours is no duration"),
            ("  giveUpAfter: 2h\n", "", ":11: retry has no giveUpAfter"),
            ("expiresAfter: 2d", "expiresAfter: 2w", ":13: 2w is no duration"),
            ("inDoubt: resend", "inDoubt: resend\nlimit: 3 per 15m", ":15: overLimit is missing or unknown"),
            ("inDoubt: resend", "inDoubt: resend\noverLimit: drop", ":15: overLimit says nothing without a limit"),
            (
                "inDoubt: resend", "inDoubt: resend\nlimit: 3 in 15m\noverLimit: drop", ":15: 3 in 15m is no limit"
            ),
            ("inDoubt: resend", "inDoubt: resend\nlimit: 0 per 15m\noverLimit: drop", ":15: 0 per 15m is no limit"),
            (
                "inDoubt: resend", "inDoubt: resend\nlimit: 3 per 15m\noverLimit: wait",
                ":16: overLimit is missing or unknown"
            ),
            (
                "https://www", "http://www",
                ":16: the sample is wrong: password-reset: parameter link is not a link that begins with https://"
            ),
            ("sample:\n  link", "sample:\n  lien", ":16: the sample has no link"),
            ("lane: transactional", "lane: bulk", ":6: a bulk kind has no parameters"),
            ("lane: transactional", "lane: [", ": is no YAML"),
        ])
    func faults(words: String, others: String, fault: String) throws {
        let copy = try Copy()
        try copy.replace(words, with: others, in: Self.file)
        let faults = copy.faultsOfLoad
        #expect(faults.contains { $0.hasPrefix(Self.file) && $0.contains(fault) }, "\(faults)")
    }

    @Test("A kind that nobody can render is no kind: the load fails, and says all of it")
    func load() throws {
        let copy = try Copy()
        try copy.replace("lane: transactional", with: "lane: fast", in: Self.file)
        try copy.replace("inDoubt: resend", with: "inDoubt: maybe", in: Self.file)
        let error = #expect(throws: TemplateFaults.self) { try Shop.library(copy.directory) }
        #expect(error?.faults.map(\.line) == [1, 14])
        #expect(error?.description.contains("write lane: transactional, or lane: bulk") == true)
    }

    @Test("A fault that repeats an editor's word stays one line, whatever the word holds")
    func oneLine() throws {
        let copy = try Copy()
        try copy.replace("giveUpAfter:", with: "\"give\\tUp\\nAfter\":", in: Self.file)
        let error = #expect(throws: TemplateFaults.self) { try Shop.library(copy.directory) }
        let faults = try #require(error).faults
        #expect(faults.contains { $0.description.contains("give Up After") }, "\(faults)")
    }
}
