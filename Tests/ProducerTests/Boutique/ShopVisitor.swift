import Foundation
import TestServers

/// Somebody's browser on the example shop: curl with a jar for its cookies.
struct ShopVisitor: Sendable {
    struct Answer: Equatable, Sendable {
        var status: Int
        var body: String

        /// The page without what differs from browser to browser and from address to address.
        func words(without address: String) -> String {
            body.replacing(/value="[0-9a-f]{64}"/, with: "").replacing(address, with: "ADDRESS")
        }
    }

    let base: String
    let jar: String

    /// Opens a page.
    func open(_ path: String) async throws -> Answer { try await curl([], path) }

    /// Sends the form of a page as the page has it: with the word that is in it.
    func send(_ path: String, on page: String? = nil, _ fields: [String: String]) async throws -> Answer {
        let form = try await open(page ?? path)
        guard let word = form.body.firstMatch(of: /name="controle" value="([0-9a-f]+)"/)?.1 else {
            throw Stage.Failure("no form on \(page ?? path): \(form)")
        }
        return try await post(path, fields.merging(["controle": String(word)]) { $1 })
    }

    /// Sends a form with these fields alone.
    func post(_ path: String, _ fields: [String: String]) async throws -> Answer {
        try await curl(fields.flatMap { ["--data-urlencode", "\($0)=\($1)"] }, path)
    }

    private func curl(_ arguments: [String], _ path: String) async throws -> Answer {
        let curl = try Running(
            executable: "/usr/bin/curl",
            arguments: ["-sS", "--max-time", "60", "-b", jar, "-c", jar, "-w", "\n%{http_code}"] + arguments + [
                base + path
            ],
            environment: [:], input: "")
        let end = await curl.end()
        guard end.code == 0, let line = end.output.lastIndex(of: "\n") else {
            throw Stage.Failure("curl: \(end.error)")
        }
        return Answer(
            status: Int(end.output[line...].dropFirst()) ?? 0, body: String(end.output[..<line]))
    }
}

/// The example shop, open over a database of its own, without a worker: mail waits in the outbox, where a test can read it.
struct OpenShop: Sendable {
    let database: ShopDatabase
    let base: String
    let folder: TemporaryFolder

    static func with(_ body: (OpenShop) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let database = try await ShopDatabase.make()
        let program = try Binary.path().replacing(/facteur$/, with: "boutique")
        let environment = database.environment(as: .boutique).merging(["BOUTIQUE_PORT": "0"]) { $1 }
        let shop = try Running(executable: program, arguments: [], environment: environment, input: "")
        do {
            let line = try await shop.line { $0.contains("The shop is open on ") }
            let base = line.split(separator: " ").last.map { String($0.dropLast()) } ?? ""
            try await body(OpenShop(database: database, base: base, folder: folder))
        } catch {
            shop.send(SIGKILL)
            _ = await shop.end()
            throw error
        }
        shop.send(SIGTERM)
        let end = await shop.end()
        guard end.code == 0 else { throw Stage.Failure("the shop ended with \(end.code): \(end.error)") }
    }

    func visitor(_ name: String = "visitor") -> ShopVisitor { ShopVisitor(base: base, jar: folder.path + "/" + name) }

    /// A parameter of the last message of a kind to somebody.
    func parameter(_ name: String, of kind: String, to recipient: String) throws -> String {
        try database.database.psql(
            """
            select coalesce(s.parameters, '{}') || m.parameters ->> '\(name)'
            from facteur.message m left join facteur.message_secret s using (id)
            where m.kind = '\(kind)' and m.recipient = '\(recipient)' order by m.sequence desc limit 1
            """)
    }

    /// Kinds and recipients of what waits, in order.
    func waiting() throws -> [String] {
        try database.database.psql(
            """
            select m.kind || ' ' || m.recipient from facteur.message m join facteur.ready r using (id) order by m.sequence
            """
        ).split(separator: "\n").map(String.init)
    }

    /// A customer who has confirmed her address.
    func customer(_ email: String, password: String) async throws -> ShopVisitor {
        let visitor = visitor(email)
        _ = try await visitor.send("/inscription", ["nom": "Camille", "email": email, "mot-de-passe": password])
        let secret =
            try parameter("link", of: "registration", to: email).split(separator: "=").last.map(String.init) ?? ""
        let confirmed = try await visitor.send(
            "/confirmation", on: "/confirmation?jeton=\(secret)", ["jeton": secret, "mot-de-passe": password])
        guard confirmed.status == 303 else { throw Stage.Failure("\(email) was not confirmed: \(confirmed)") }
        return visitor
    }
}
