import Foundation
import TestServers
import Testing

@Suite("The links, over PostgreSQL and as facteur_web", .timeLimit(.minutes(10)))
struct LinkTests {
    private static let forms = [["-d", "List-Unsubscribe=One-Click"], ["-F", "List-Unsubscribe=One-Click"]]

    @Test("Five GETs and HEADs on every link change nothing (U4)")
    func reading() async throws {
        try await WebStage.with { web in
            let before = try await web.dump()
            for token in web.tokens.values {
                for path in ["d/\(token)", "d/\(token)/retour", "c/\(token)", "p/\(token)"] {
                    let first = try await HTTPAnswer.of(web.base + path)
                    #expect(first.status == 200)
                    for _ in 1...5 {
                        let get = try await HTTPAnswer.of(web.base + path)
                        #expect(get == first)
                        let head = try await HTTPAnswer.of(web.base + path, ["--head"])
                        #expect(head.fields == first.fields)
                    }
                }
            }
            #expect(try await web.dump() == before)
        }
    }

    @Test(
        "A POST leaves at once, and the second is answered as the first; the way back is a button too (U3)",
        arguments: forms)
    func leaving(form: [String]) async throws {
        try await WebStage.with { web in
            let token = try web.token("subscribed")
            let foreign = ["-H", "Origin: https://mail.example", "-H", "Cookie: a=b"]
            let first = try await HTTPAnswer.of("\(web.base)d/\(token)", form + foreign)
            #expect(first.status == 200 && first.fields["location"] == nil && first.fields["set-cookie"] == nil)
            #expect(try await web.status(token) == "unsubscribed")
            let after = try await web.dump()
            let second = try await HTTPAnswer.of("\(web.base)d/\(token)", form)
            #expect(second == first)
            #expect(try await web.dump() == after)
            #expect(first.body.contains("action=\"\(token)/retour\""))
            let back = try await HTTPAnswer.of("\(web.base)d/\(token)/retour", form)
            #expect(back.body.contains("Votre abonnement est rétabli"))
            #expect(try await web.status(token) == "subscribed")
            let again = try await HTTPAnswer.of("\(web.base)d/\(token)/retour", form)
            #expect(again == back)
        }
    }

    @Test("A list with double opt-in is confirmed by the button of its page; the second POST is as polite (U4, U11)")
    func confirming() async throws {
        try await WebStage.with { web in
            let token = try web.token("pending")
            let first = try await HTTPAnswer.of("\(web.base)c/\(token)", ["-d", ""])
            #expect(first.body.contains("Votre abonnement est confirmé"))
            #expect(try await web.status(token) == "subscribed")
            let second = try await HTTPAnswer.of("\(web.base)c/\(token)", ["-d", ""])
            #expect(second == first)
            let left = try await HTTPAnswer.of("\(web.base)d/\(token)", Self.forms[0])
            #expect(left.status == 200)
            #expect(try await web.status(token) == "unsubscribed")
        }
    }

    @Test("One page holds all lists of a reader: what they choose there is stored, and the way back as well (U4)")
    func choosing() async throws {
        try await WebStage.with { web in
            try await web.stage.sql(
                """
                insert into facteur.list (name, title, is_public) values ('nouveautes', 'Les nouveautés', true);
                insert into facteur.subscription (list, email, address, provider, locale, token, status, source)
                    values ('club', 'subscribed@client.example', 'subscribed@client.example', 'other', 'fr-FR', facteur.new_token(),
                        'subscribed', 'test');
                """)
            let token = try web.token("subscribed")
            let page = try await HTTPAnswer.of("\(web.base)p/\(token)")
            #expect(page.body.matches(of: /<legend>/).count == 3)
            // The token's own list comes first.
            let ids = page.body.matches(of: /name="shown-(\w+)"/).map { String($0.output.1) }
            let order = page.body.matches(of: /<legend>([^<]+)</).map { String($0.output.1) }
            #expect(order.first == "La lettre du vendredi")
            func choose(_ choices: [String: String]) async throws -> HTTPAnswer {
                let pairs = zip(order, ids).flatMap { title, id in
                    ["shown-\(id)=?", "to-\(id)=\(choices[title] ?? "?")"]
                }
                return try await HTTPAnswer.of("\(web.base)p/\(token)", ["-d", pairs.joined(separator: "&")])
            }
            func standing() async throws -> [String] {
                try await web.stage.sql(
                    """
                    select concat_ws(' ', list, status, pace, paused_until > now() + interval '29 days') from facteur.subscription
                    where address = 'subscribed@client.example' order by list
                    """)
            }
            let saved = try await choose([
                "La lettre du vendredi": "pause", "Le club": "weekly", "Les nouveautés": "monthly",
            ])
            #expect(saved.status == 200 && saved.body.contains("Vos choix sont enregistrés."))
            #expect(
                try await standing()
                    == ["club subscribed weekly", "lettre subscribed always t", "nouveautes subscribed monthly"])
            _ = try await choose(["La lettre du vendredi": "always", "Le club": "leave"])
            #expect(
                try await standing()
                    == ["club unsubscribed weekly", "lettre subscribed always", "nouveautes subscribed monthly"])
            let back = try await choose(["Le club": "always"])
            #expect(back.body.matches(of: /value="always" checked=""/).count == 2)
            let log = web.web.outputSoFar
            #expect(!log.contains(token))
        }
    }

    private static let wrongTokens = Sanitizer.scaled(10_000)

    @Test("Ten thousand wrong, truncated and foreign tokens change nothing and get one and the same answer (U2)")
    func scanner() async throws {
        try await WebStage.with { web in
            let before = try await web.dump()
            let real = web.tokens.values.sorted()
            let scan = try Running(
                executable: "/usr/bin/env",
                arguments: ["python3", "-c", Self.scanner, "\(web.port)", "\(Self.wrongTokens)"] + real,
                environment: [:], input: "")
            let result = await scan.end()
            #expect(result.code == 0, "\(result.error)")
            #expect(result.output == "\(Self.wrongTokens) tokens, \(3 * Self.wrongTokens) requests, 1 answer\n")
            #expect(try await web.dump() == before)
            let log = web.web.outputSoFar
            #expect(!real.contains { log.contains($0) })
        }
    }

    /// Asks with GET, with a one-click POST and for a confirmation, and counts how many different answers there are, status, fields
    /// and body taken together.
    private static let scanner = #"""
        import http.client, random, sys
        port, wanted, real = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        tokens = {token[:length] for token in real for length in range(1, len(token))}
        tokens |= {token[:at] + other + token[at + 1:] for token in real for at in range(len(token)) for other in "aZ9-_"}
        tokens |= {token + more for token in real for more in ("A", ".", "%00", "/x", "=", "%0d%0a", "'--", "/retour/retour")}
        tokens |= {token.swapcase() for token in real} | {token[::-1] for token in real}
        tokens -= set(real)
        random.seed(8058)
        while len(tokens) < wanted:
            tokens.add("".join(random.choices(alphabet, k=random.choice([8, 22, 43, 43, 43, 64, 128, 200]))))
        tokens = random.sample(sorted(tokens), wanted)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        answers, requests = {}, 0
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for token in tokens:
            for method, path in (("GET", "/d/"), ("POST", "/d/"), ("POST", "/c/")):
                body = "List-Unsubscribe=One-Click" if method == "POST" else None
                connection.request(method, path + token, body=body, headers=form if body else {})
                response = connection.getresponse()
                fields = sorted((k.lower(), v) for k, v in response.getheaders() if k.lower() != "date")
                answers[(response.status, str(fields), response.read())] = token
                requests += 1
        print(f"{len(tokens)} tokens, {requests} requests, {len(answers)} answer{'' if len(answers) == 1 else 's'}")
        for status, fields, page in list(answers)[:5] if len(answers) > 1 else []: print(status, fields, len(page), file=sys.stderr)
        """#
}
