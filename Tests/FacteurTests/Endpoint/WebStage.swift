import Foundation
import Glibc
import PrivatePostgres
import TestServers

/// `facteur web` as it is run: over a PostgreSQL of its own, as a user who is in the role facteur_web and in no other.
struct WebStage: Sendable {
    let stage: Stage
    let web: Running
    let port: Int
    /// A list without and one with double opt-in, one reader each, and one who has left.
    let tokens: [String: String]

    var base: String { "http://127.0.0.1:\(port)/" }

    /// Runs the endpoint for as long as the body runs.
    static func with<Result>(
        _ environment: [String: String] = [:], _ body: (WebStage) async throws -> Result
    ) async throws -> Result {
        try await Stage.with { stage in
            try await stage.sql(
                """
                create user webuser in role facteur_web password 'web';
                insert into facteur.list (name, title, double_opt_in)
                    values ('lettre', 'La lettre du vendredi', false), ('club', 'Le club', true);
                insert into facteur.subscription (list, email, address, provider, locale, token, status, source)
                    select l, s || '@client.example', s || '@client.example', 'other', 'fr-FR', facteur.new_token(), s, 'test'
                    from (values ('lettre', 'subscribed'), ('club', 'pending'), ('lettre', 'unsubscribed')) t (l, s);
                """)
            let rows = try await stage.sql("select status, token from facteur.subscription")
            let tokens = Dictionary(
                rows.map { $0.split(separator: "|").map(String.init) }.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
            let database = "postgresql://webuser:web@127.0.0.1:\(stage.postgres.port)/postgres"
            let settings = [
                "FACTEUR_DATABASE_URL": database, "FACTEUR_WEB_LISTEN": "127.0.0.1:0", "FACTEUR_LOG_LEVEL": "debug",
                "FACTEUR_WEB_REQUESTS_PER_MINUTE": "1000000", "FACTEUR_SHOP_NAME": "Boutique L’Œuf",
                "FACTEUR_SHOP_URL": "https://www.boutique.example/",
                "FACTEUR_SHOP_HELP_ADDRESS": "aide@boutique.example",
                "FACTEUR_SHOP_LEGAL_COMPANY_NAME": "L’Œuf SAS",
                "FACTEUR_SHOP_LEGAL_REGISTRATION": "123\u{A0}456\u{A0}789 RCS Lyon",
                "FACTEUR_SHOP_LEGAL_OFFICE": "1 place Bellecour, 69002 Lyon",
            ].merging(environment) { $1 }
            let web = try stage.with(settings).binary.start(["web"])
            do {
                let ready = try await web.line { $0.contains("\"event\":\"ready\"") }
                let port = ready.firstMatch(of: /"port":(\d+)/).flatMap { Int($0.1) }
                guard let port else { throw Stage.Failure("no port in \(ready)") }
                let result = try await body(WebStage(stage: stage, web: web, port: port, tokens: tokens))
                web.send(SIGTERM)
                let end = await web.end()
                guard end.code == 0 else { throw Stage.Failure("facteur web ended with \(end.code): \(end.error)") }
                return result
            } catch {
                web.send(SIGKILL)
                _ = await web.end()
                throw error
            }
        }
    }

    func token(_ status: String) throws -> String {
        guard let token = tokens[status] else { throw Stage.Failure("nobody is \(status)") }
        return token
    }

    /// How a reader stands.
    func status(_ token: String) async throws -> String? {
        try await stage.sql("select status from facteur.subscription where token = '\(token)'").first
    }

    /// Makes the list `lettre` public, and issues of it as if they had gone out, the first one last; their ids.
    @discardableResult
    func publish(_ subjects: [String]) async throws -> [String] {
        try await stage.sql("update facteur.list set is_public = true where name = 'lettre'")
        var ids: [String] = []
        for (number, subject) in subjects.enumerated() {
            ids += try await stage.sql(
                """
                insert into facteur.newsletter (id, list, content, send_at, started_at, last, expanded_at)
                    select facteur.new_id(), 'lettre', jsonb_build_object('subject', '\(subject)', 'markdown', '**\(subject)**, ici.'),
                        at, at, 0, at from (values (now() - interval '\(number) days')) t (at) returning id
                """)
        }
        return ids
    }

    /// All that somebody's click could change. A dump's own key, drawn anew for each, is no part of it.
    func dump() async throws -> String {
        try await stage.dump().split(separator: "\n").filter { !$0.contains("restrict ") }
            .joined(separator: "\n")
    }
}

/// A response as curl saw it, but for its date.
struct HTTPAnswer: Equatable {
    var status: Int
    var fields: [String: String]
    var body: String

    /// Fetches an address; redirects are not followed.
    static func of(_ address: String, _ arguments: [String] = []) async throws -> HTTPAnswer {
        let curl = try Running(
            executable: "/usr/bin/curl",
            arguments: ["-sS", "-i", "--http1.1", "--max-time", "60"] + arguments + [address],
            environment: [:], input: "")
        let result = await curl.end()
        guard result.code == 0 else { throw Stage.Failure("curl: \(result.error)") }
        let halves = result.output.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        var answer = HTTPAnswer(status: 0, fields: [:], body: halves.count > 1 ? String(halves[1]) : "")
        for (index, line) in halves[0].split(separator: "\r\n").enumerated() {
            if index == 0 {
                answer.status = Int(line.split(separator: " ")[1]) ?? 0
            } else if let colon = line.firstIndex(of: ":") {
                let name = line[..<colon].lowercased()
                if name != "date" {
                    answer.fields[name] = line[colon...].dropFirst().trimmingCharacters(in: .whitespaces)
                }
            }
        }
        return answer
    }
}
