import Mail
import TestServers
import Testing

@Suite("A message that is taken in at a look has no fault that a longer look would find", .timeLimit(.minutes(2)))
struct PlainMessageTests {
    @Test("No value that is refused is plain", arguments: ParameterCorpus.all)
    func refusedValues(_ corpus: ParameterCorpus) async throws {
        let refused = corpus.cases.filter { !$0.isAllowed }.map(\.value)
        #expect(try await plain(refused, of: corpus.definition) == [])
    }

    @Test("Nor an address, a link or a moment that is refused")
    func refusedTexts() async throws {
        for (type, cases) in [
            (ParameterType.email, RuleCorpus.addresses), (.url, RuleCorpus.links), (.datetime, RuleCorpus.moments),
        ] {
            let refused = cases.filter { !$0.isAllowed && !$0.value.unicodeScalars.contains("\0") }.map(\.value)
            let found = try await TestDatabase.make().psql(
                Self.question("to_jsonb(v)", refused, of: ParameterCorpus.json([Self.it(type)])))
            #expect(found == "", "\(type.rawValue)")
        }
    }

    @Test(
        "Nor one of 20,000 random texts, of signs that are often wrong",
        arguments: [ParameterType.string, .text, .url, .email, .date, .datetime])
    func randomTexts(type: ParameterType) async throws {
        let definitions = ParameterCorpus.json([Self.it(type, maxLength: type.hasLength ? 40 : nil)])
        let faults = try await TestDatabase.make().psql(
            #"""
            select setseed(0.5) \gset
            with texts as materialized (
                select n, (
                    select string_agg(substr(s.signs, 1 + floor(random() * length(s.signs))::integer, 1), '' order by i)
                    from generate_series(1, 1 + n % 12) i) as made
                from generate_series(1, 20000) n,
                    (select E'aaaZZ99--__..::/@+ T0123éÿ’"\\\n\t\u0085\u2028\u202e\u00a0<>%?#&=' as signs) s),
            whole as (
                select case n % 4 when 0 then 'https://b.test/' || made when 1 then 'a@b.test' || made
                    when 2 then '2026-02-2' || made else made end as v from texts)
            select facteur.parameters_fault(\#(definitions), jsonb_build_object('it', v)), v from whole
                where jsonb_path_match(jsonb_build_object('it', v), facteur.plain_path(\#(definitions)), '{}', true)
                    and facteur.parameters_fault(\#(definitions), jsonb_build_object('it', v)) is not null;
            """#)
        #expect(faults == "")
    }

    /// What producers send every day must not take the long way.
    private static let ordinary: [(ParameterDefinition, String)] = [
        (it(.string), #""Commande n° 1234, été""#),
        (it(.string, maxLength: 12), #""123456""#), (it(.text), #""12 rue des Lices, 69001 Lyon""#),
        (it(.url), #""https://www.boutique.example/mot-de-passe?jeton=7f3c9a51e8-_~%20&v=1#top""#),
        (it(.url), #""https://boutique.example""#), (it(.email), #""prenom.nom+boutique@client-mail.example.fr""#),
        (it(.date), #""2026-12-03""#), (it(.datetime), #""2026-11-24T06:00:00Z""#),
        (it(.datetime), #""2026-11-24T06:00:00+01:00""#), (it(.integer), "-3"), (it(.number), "1.5"),
        (it(.percentage), "5.5"),
        (it(.boolean), "false"), (it(.enumeration, values: ["a\"b", "colissimo"]), #""colissimo""#),
        (it(.string, required: false), #""a""#),
    ]

    @Test("Ordinary values are plain")
    func ordinaryValues() async throws {
        for (definition, value) in Self.ordinary {
            #expect(try await plain([value], of: definition) == [value], "\(definition.type.rawValue): \(value)")
        }
    }

    private static func it(
        _ type: ParameterType, required: Bool = true, values: [String] = [], maxLength: Int? = nil
    ) -> ParameterDefinition {
        ParameterDefinition(
            name: "it", type: type, isRequired: required, isSecret: false, values: values, maxLength: maxLength)
    }

    /// Those of JSON values that are plain.
    private func plain(_ values: [String], of definition: ParameterDefinition) async throws -> [String] {
        guard !values.isEmpty else { return [] }
        return try await TestDatabase.make().psql(
            Self.question("v::jsonb", values, of: ParameterCorpus.json([definition]))
        )
        .split(separator: "\n").map(String.init)
    }

    private static func question(_ value: String, _ values: [String], of definitions: String) -> String {
        """
        select v from unnest(array[\(values.map { "$case$\($0)$case$" }.joined(separator: ", "))]) v
            where jsonb_path_match(jsonb_build_object('it', \(value)), facteur.plain_path(\(definitions)), '{}', true);
        """
    }
}
