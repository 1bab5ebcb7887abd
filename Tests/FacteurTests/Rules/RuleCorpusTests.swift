import Mail
import TestServers
import Testing

@testable import Templates

@Suite("What the schema and the program both judge, they judge alike", .timeLimit(.minutes(2)))
struct RuleCorpusTests {
    private typealias Case = RuleCorpus.Case

    @Test("Addresses")
    func addresses() async throws {
        try await judge(RuleCorpus.addresses, "facteur.address_fault") { (try? EmailAddress($0)) != nil }
    }

    @Test(
        "One person's address has one form, also in a database whose locale knows ASCII alone",
        arguments: ["C.UTF-8", "C"])
    func canonicalAddresses(locale: String) async throws {
        let database = try await TestDatabase.make(locale: locale)
        let values = RuleCorpus.canonicalAddresses.map { "$case$\($0.value)$case$" }.joined(separator: ", ")
        let answers = try database.psql(
            "select facteur.canonical_address(v) from unnest(array[\(values)]) with ordinality as t (v, n) order by n;")
        let expected = RuleCorpus.canonicalAddresses.map(\.canonical)
        #expect(answers.split(separator: "\n").map(String.init) == expected)
        #expect(try RuleCorpus.canonicalAddresses.map { try EmailAddress($0.value).canonical } == expected)
    }

    @Test("A reader's locale: what it says, in one form, and the letter it leads to")
    func locales() async throws {
        let database = try await TestDatabase.make()
        let values = RuleCorpus.locales.map { "$case$\($0.value)$case$" }.joined(separator: ", ")
        let answers = try database.psql(
            """
            select coalesce(facteur.canonical_locale(v), 'refused'), facteur.locale_fault(v) is null
                from unnest(array[\(values)]) with ordinality as t (v, n) order by n;
            """)
        let expected = RuleCorpus.locales.map { "\($0.canonical ?? "refused")|\($0.canonical == nil ? "f" : "t")" }
        #expect(answers.split(separator: "\n").map(String.init) == expected)
        let frames = ["fr", "fr-CA", "fr-CH", "en"]
        for (value, canonical) in RuleCorpus.locales {
            guard let canonical else { continue }
            // Whether it was stored in that form or as it came, its reader gets the same letter.
            let letter = Locales.best(for: value, among: frames, else: "en")
            #expect(letter == Locales.best(for: canonical, among: frames, else: "en"), "\(value)")
            #expect(letter == "en" || value.lowercased().hasPrefix("fr"), "\(value)")
            if canonical != "und" { #expect(Locales.canonical(value) == canonical, "\(value)") }
        }
    }

    @Test("How long a reader's token is")
    func tokens() async throws {
        let lengths = try await TestDatabase.make().psql(
            "select distinct length(facteur.new_token()) from generate_series(1, 100);")
        #expect(lengths == "\(UnsubscribeAddress.tokenLength)")
    }

    @Test("Senders of lists")
    func mailboxes() async throws {
        try await judge(RuleCorpus.mailboxes, fault: "facteur.mailbox_fault('sender', v)") {
            (try? Mailbox(parsing: $0)) != nil
        }
    }

    @Test("Windows")
    func windows() async throws {
        try await judge(RuleCorpus.windows, "facteur.window_fault") { SendingWindow($0) != nil }
    }

    @Test("Links")
    func links() async throws { try await judge(RuleCorpus.links, "facteur.link_fault") { WebLink($0) != nil } }

    @Test("Moments")
    func moments() async throws {
        try await judge(RuleCorpus.moments, "facteur.moment_fault") { Timestamp(rfc3339: $0) != nil }
    }

    @Test("How long a worker may be silent")
    func death() async throws {
        let body = try await TestDatabase.make().psql("select prosrc from pg_proc where proname = 'notify_workers';")
        #expect(body.contains("interval '\(LeaseTimes().death.components.seconds) seconds'"))
    }

    @Test("An issue's words")
    func contents() async throws {
        try await judge(RuleCorpus.contents, fault: "facteur.content_fault(v::jsonb)") {
            (try? IssueContent.editions(json: $0)) != nil
        }
    }

    @Test("Parameters of each type, with and without limits", arguments: ParameterCorpus.all)
    func parameters(_ corpus: ParameterCorpus) async throws {
        let definitions = [corpus.definition]
        try await judge(corpus.cases, fault: corpus.fault) { value in
            guard let object = try? ParameterObject(#"{"it": \#(value)}"#) else { return false }
            return ParameterRules.fault(of: object, definitions) == nil
        }
    }

    @Test("Every type of a parameter has its cases")
    func types() {
        #expect(Set(ParameterCorpus.all.map(\.definition.type)) == Set(ParameterType.allCases))
        #expect(Set(ParameterCorpus.all.map(\.name)).count == ParameterCorpus.all.count)
    }

    @Test("A fault is one sentence that names the parameter and the rule, and both say it in the same words")
    func sentences() async throws {
        let database = try await TestDatabase.make()
        for (json, sentence) in ParameterCorpus.sentences {
            let object = try ParameterObject(json)
            let inProgram = ParameterRules.fault(of: object, ParameterCorpus.order) ?? ""
            #expect(inProgram == sentence, "the program: \(json)")
            let inSQL = try database.psql(
                "select facteur.parameters_fault(\(ParameterCorpus.json(ParameterCorpus.order)), $case$\(json)$case$);")
            #expect(inSQL == sentence, "the schema: \(json)")
        }
    }

    @Test("Currencies")
    func currencies() async throws {
        let codes = try await TestDatabase.make().psql(
            """
            select string_agg(c, ' ' order by c) from (
                select chr(a) || chr(b) || chr(c) as c
                from generate_series(65, 90) a, generate_series(65, 90) b, generate_series(65, 90) c) t
                where facteur.is_currency(c);
            """)
        #expect(codes == Currency.codes.sorted().joined(separator: " "))
    }

    private func judge(_ cases: [Case], _ function: String, _ isAllowed: (String) -> Bool) async throws {
        try await judge(cases, fault: "\(function)(v)", isAllowed)
    }

    /// `fault` is SQL in which `v` stands for the value. A NUL cannot reach the schema, and counts as refused there.
    private func judge(_ cases: [Case], fault: String, _ isAllowed: (String) -> Bool) async throws {
        let database = try await TestDatabase.make()
        let sent = cases.filter { !$0.value.unicodeScalars.contains("\0") }
        let values = sent.map { "$case$\($0.value)$case$" }.joined(separator: ", ")
        let answers = try database.psql(
            "select (\(fault)) is null from unnest(array[\(values)]) with ordinality as t (v, n) order by n;")
        let inSQL = answers.split(separator: "\n").map { $0 == "t" }
        try #require(inSQL.count == sent.count)
        for (example, answer) in zip(sent, inSQL) {
            #expect(answer == example.isAllowed, "the schema: \(example.value.debugDescription)")
        }
        for example in cases {
            #expect(isAllowed(example.value) == example.isAllowed, "the program: \(example.value.debugDescription)")
        }
    }
}
