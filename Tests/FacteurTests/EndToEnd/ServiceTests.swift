import Catcher
import Foundation
import FoundationNetworking
import Glibc
import PrivatePostgres
import TestServers
import Testing

@testable import facteur

@Suite("The worker as a service", .timeLimit(.minutes(5)))
struct ServiceTests {
    @Test("systemd hears READY once the worker runs, then the pulse, then STOPPING; a stop is exit code 0")
    func systemd() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let path = stage.path(of: "notify")
                let socket = try NotifySocket(path)
                let stage = stage.with(relay: relay).with(["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "400000"])
                let worker = try stage.binary.start(["run"])
                var heard: [String] = []
                while heard.last?.contains("READY=1") != true { heard.append(socket.receive()) }
                while heard.last?.contains("WATCHDOG=1") != true { heard.append(socket.receive()) }
                worker.send(SIGTERM)
                while heard.last?.contains("STOPPING=1") != true { heard.append(socket.receive()) }
                #expect(await worker.end().code == 0)
            }
        }
    }

    @Test(
        "A start waits neither for a database that is away nor for a wrong password: READY, and STATUS says what is missing"
    )
    func startWithoutDatabase() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let path = stage.path(of: "notify")
                let socket = try NotifySocket(path)
                let away = stage.with(relay: relay).with([
                    "NOTIFY_SOCKET": path, "WATCHDOG_USEC": "400000",
                    "FACTEUR_DATABASE_URL": "postgresql://127.0.0.1:1/facteur",
                ])
                let worker = try away.binary.start(["run"])
                var heard: [String] = []
                while heard.last?.contains("READY=1") != true { heard.append(socket.receive()) }
                while heard.last?.contains("STATUS=the database is away") != true { heard.append(socket.receive()) }
                worker.send(SIGTERM)
                #expect(await worker.end().code == 0)
            }
        }
    }

    @Test("A reload begins with RELOADING and ends with READY, which systemd waits for")
    func reloading() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let path = stage.path(of: "notify")
                let socket = try NotifySocket(path)
                let worker = try await stage.with(relay: relay).with(["NOTIFY_SOCKET": path]).worker()
                while !socket.receive().contains("READY=1") {}
                worker.send(SIGHUP)
                var heard = ""
                while !heard.contains("RELOADING=1\nMONOTONIC_USEC=") { heard = socket.receive() }
                while !heard.contains("READY=1") { heard = socket.receive() }
                worker.send(SIGTERM)
                #expect(await worker.end().code == 0)
            }
        }
    }

    @Test("An address that is taken is exit code 78 and one line that names the setting")
    func takenAddress() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let taken = stage.with(relay: relay).with(["FACTEUR_ADMIN_LISTEN": "127.0.0.1:\(relay.port)"])
                let result = try await taken.binary.run("run")
                #expect(result.code == 78)
                #expect(result.errorLines.count == 1 && result.error.contains("admin.listen: "), "\(result.error)")
            }
        }
    }

    @Test("While the database is away at the start the worker waits and says so; then it begins")
    func databaseAway() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let port = try FreePort.next()
                let url = stage.postgres.url().replacing(":\(stage.postgres.port)/", with: ":\(port)/")
                let away = stage.with(relay: relay).with(["FACTEUR_DATABASE_URL": url])
                let worker = try away.binary.start(["run"])
                _ = try await worker.line { $0.contains("\"event\":\"database_lost\"") }
                let forwarding = try PortForwarding(from: port, to: Int(stage.postgres.port))
                _ = try await worker.line { $0.contains("\"event\":\"ready\"") }
                worker.send(SIGTERM)
                let end = await worker.end()
                #expect(end.code == 0, "\(end.error)")
                forwarding.stop()
            }
        }
    }

    @Test("A worker whose schema is missing waits for it, says so once, and begins when it is there")
    func schemaMissing() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                try await stage.sql("create database empty")
                let empty = stage.with(relay: relay).with([
                    "FACTEUR_DATABASE_URL": stage.postgres.url(database: "empty")
                ])
                let worker = try empty.binary.start(["run"])
                let line = try await worker.line { $0.contains("\"event\":\"database_lost\"") }
                #expect(line.contains("the schema is missing: run `facteur migrate`"))
                try await empty.expectSuccess("migrate")
                _ = try await worker.line { $0.contains("\"event\":\"ready\"") }
                worker.send(SIGTERM)
                let end = await worker.end()
                #expect(end.code == 0, "\(end.error)")
            }
        }
    }

    @Test(
        "With its disk full nothing leaves and nothing is lost; with space again each message goes out once",
        .enabled(if: TemporaryFolder.canBeMounted, "mounting is not permitted here"))
    func diskFull() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let folder = stage.path(of: "small")
                try #require(system("mkdir \(folder) && mount -t tmpfs -o size=128k facteur \(folder)") == 0)
                defer { _ = system("umount -l \(folder)") }
                let stage = stage.with(relay: relay).with(["FACTEUR_STATE_DIRECTORY": folder])
                try await stage.withWorker { worker in
                    // Full to the last byte of the journal's last page, too.
                    _ = system("cat /dev/zero > \(folder)/ballast 2>/dev/null")
                    let count = 150
                    try await stage.sql(
                        """
                        select facteur.enqueue('password-reset', 'a' || n || '@client.test',
                            '{"link": "https://boutique.example/"}') from generate_series(1, \(count)) n
                        """)
                    let alarm = try await worker.line { $0.contains("\"event\":\"alarm\"") }
                    #expect(alarm.contains("No space left on device") && alarm.contains(folder))
                    unlink(folder + "/ballast")
                    try await relay.mailbox.wait(for: count)
                    try await stage.wait("all is settled") {
                        try await stage.sql("select count(*) from facteur.delivery where outcome = 'sent'") == ["150"]
                    }
                    #expect(worker.outputSoFar.contains("\"event\":\"journal_back\""))
                    #expect(!worker.outputSoFar.contains("\"event\":\"relay_down\""))
                }
            }
        }
    }

    @Test("A worker that waits for its database stops when it is told to")
    func stopWhileWaiting() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let worker = try Binary(environment: [
            "FACTEUR_DATABASE_URL": "postgresql://127.0.0.1:1/x", "FACTEUR_SMTP_URL": "smtp://127.0.0.1:1",
            "FACTEUR_SMTP_TLS": "none", "FACTEUR_MAIL_FROM": "a@b.test", "FACTEUR_STATE_DIRECTORY": folder.path,
            "FACTEUR_ADMIN_LISTEN": "127.0.0.1:0",
        ]).start(["run"])
        _ = try await worker.line { $0.contains("database_lost") }
        worker.send(SIGTERM)
        let end = await worker.end()
        #expect(end.code == 0, "\(end.error)")
    }

    @Test("A state directory that another worker holds, broken templates: exit code 78")
    func refusals() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                try await stage.withWorker { _ in
                    let second = try await stage.binary.run("run")
                    #expect(second.code == 78)
                    #expect(
                        second.errorLines.count == 1 && second.error.contains("another worker holds it"),
                        "\(second.error)")
                }

                let templates = stage.path(of: "templates")
                try FileManager.default.copyItem(atPath: try TemplatesFolder.path(nil), toPath: templates)
                try Data("{{nobody}}".utf8).write(
                    to: URL(fileURLWithPath: templates + "/password-reset/fr/subject.mustache"))
                let broken = try await stage.binary.run("run", "--templates", templates)
                #expect(broken.code == 78)
                #expect(broken.errorLines.allSatisfy { $0.hasPrefix("facteur: templates: ") }, "\(broken.error)")
                #expect(broken.error.contains("password-reset/fr/subject.mustache"))
            }
        }
    }

    @Test("The operator's port answers whether the worker lives and is ready, and what it has done")
    func admin() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                try await stage.withWorker { worker in
                    let line = try await worker.line { $0.contains("\"event\":\"listening\"") }
                    let port = try #require(line.firstMatch(of: /"port":(\d+)/)?.1)
                    for path in ["healthz", "readyz"] {
                        let (_, response) = try await URLSession.shared.data(
                            from: try #require(URL(string: "http://127.0.0.1:\(port)/\(path)")))
                        #expect((response as? HTTPURLResponse)?.statusCode == 200, "\(path)")
                    }
                    try await stage.expectSuccess(
                        "enqueue", "password-reset", "a@client.test", "--param", "link=https://boutique.example/")
                    try await relay.mailbox.wait(for: 1)
                    let metrics = try #require(URL(string: "http://127.0.0.1:\(port)/metrics"))
                    try await stage.wait("the delivery is counted") {
                        String(decoding: try await URLSession.shared.data(from: metrics).0, as: UTF8.self)
                            .contains("password-reset")
                    }
                }
            }
        }
    }

    @Test("The web endpoint unsubscribes the holder of a token")
    func web() async throws {
        try await Stage.with { stage in
            try await stage.sql("select facteur.subscribe('camille@client.test', 'lettre')")
            let token = try #require(try await stage.sql("select token from facteur.subscription").first)
            let web = try stage.with(["FACTEUR_WEB_LISTEN": "127.0.0.1:0"]).binary.start(["web"])
            let line = try await web.line { $0.contains("\"event\":\"ready\"") }
            let port = try #require(line.firstMatch(of: /"port":(\d+)/)?.1)
            var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)/d/\(token)")))
            let (page, _) = try await URLSession.shared.data(for: request)
            #expect(String(decoding: page, as: UTF8.self).contains("c***@client.test"))
            #expect(try await stage.sql("select status from facteur.subscription") == ["subscribed"])
            request.httpMethod = "POST"
            request.httpBody = Data("List-Unsubscribe=One-Click".utf8)
            let (_, response) = try await URLSession.shared.data(for: request)
            #expect((response as? HTTPURLResponse)?.statusCode == 200)
            #expect(try await stage.sql("select status from facteur.subscription") == ["unsubscribed"])
            web.send(SIGTERM)
            let end = await web.end()
            #expect(end.code == 0)
            #expect(!end.output.contains(token))
        }
    }
}
