import Catcher
import Foundation
import Glibc
import PrivatePostgres
import TestServers
import Testing

@testable import facteur

@Suite("facteur doctor", .timeLimit(.minutes(4)))
struct DoctorInstallationTests {
    /// What `--json` says, as far as it is read here.
    private struct Report: Decodable {
        struct Check: Decodable { var grade, check, text: String }
        var checks: [Check]
        var failing, warnings, skipped: Int

        func text(_ check: String) -> String {
            checks.filter { $0.check == check }.map { "\($0.grade) \($0.text)" }.joined(separator: "\n")
        }
    }

    private func report(_ stage: Stage, _ arguments: String...) async throws -> Report {
        let result = try await stage.binary.run(["doctor", "--json"] + arguments)
        return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    }

    @Test("One fault hides no other: without a database and a relay, with a wrong key, it looks at all the rest")
    func goesOn() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let binary = Binary(environment: [
            "FACTEUR_STATE_DIRECTORY": folder.path, "FACTEUR_LOG_LEVEL": "loud", "FACTEUR_ADMIN_LISTEN": "127.0.0.1:0",
        ])
        let result = try await binary.run("doctor")
        #expect(result.code == 78)
        #expect(result.errorLines.count == 1 && result.error.hasPrefix("facteur: doctor: "), "\(result.error)")
        for line in [
            "failing  settings: setting log.level: FACTEUR_LOG_LEVEL: \"loud\"; allowed:",
            "failing  settings: setting database.url: ", "failing  settings: setting smtp.url: ",
            "skipped  database: database.url is not set", "skipped  relay: smtp.url is not set", "ok       templates: ",
            "ok       replies: ", "ok       state directory: \(folder.path), ", "ok       admin.listen: ",
        ] {
            #expect(result.outputLines.contains { $0.hasPrefix(line) }, "\(line): \(result.output)")
        }
    }

    @Test(
        "Of a sound installation every look is told; a dropped index, a changed function and who holds a snapshot too")
    func database() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                let sound = try await report(stage)
                #expect(sound.failing == 0, "\(sound.checks.filter { $0.grade == "failing" })")
                for check in [
                    "settings", "database", "role", "pooling", "schema", "schema drift", "rights", "clock",
                    "autovacuum", "snapshots",
                    "leases", "templates", "replies", "state directory", "admin.listen",
                ] {
                    #expect(sound.text(check).contains("ok "), "\(check): \(sound.text(check))")
                }
                #expect(
                    sound.text("web.publicUrl").hasPrefix(
                        "warning https://lettre.boutique.example: names with .example"))
                try await stage.sql(
                    """
                    drop index facteur.lease_epoch;
                    create or replace function facteur.message_state(message uuid) returns text language sql as $$ select 'sent' $$;
                    """)
                let ill = try await report(stage)
                let drift = ill.text("schema drift")
                #expect(
                    drift.contains(
                        "failing index lease_epoch is missing: as the schema's owner, `CREATE INDEX lease_epoch ON facteur.lease"
                    ), "\(drift)")
                #expect(drift.contains("failing function message_state(message uuid) was changed: "), "\(drift)")
                #expect(ill.text("schema") == "ok ")
            }
        }
    }

    @Test(
        "A port that another program has ends run and web before they are ready, with one line and 78; doctor knows its own"
    )
    func ports() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay).with([
                    "FACTEUR_ADMIN_LISTEN": "127.0.0.1:\(relay.port)",
                    "FACTEUR_WEB_LISTEN": "127.0.0.1:\(relay.port + 0)",
                ])
                let line = "another program listens there: set another port"
                let run = try await stage.with(["FACTEUR_WEB_LISTEN": "127.0.0.1:0"]).binary.run("run")
                #expect(run.code == 78 && run.errorLines.count == 1, "\(run.error)")
                #expect(
                    run.error.hasPrefix(
                        "facteur: setting admin.listen: cannot listen on 127.0.0.1:\(relay.port): \(line)"),
                    "\(run.error)")
                #expect(!run.output.contains("\"ready\""))
                let web = try await stage.with(["FACTEUR_ADMIN_LISTEN": "127.0.0.1:0"]).binary.run("web")
                #expect(web.code == 78 && web.error.contains("setting web.listen: cannot listen on"), "\(web.error)")
                let taken = try await report(stage.with(["FACTEUR_WEB_LISTEN": "127.0.0.1:0"]))
                #expect(taken.text("admin.listen").contains("failing setting admin.listen: cannot listen"))
                let port = try FreePort.next()
                let own = stage.with(["FACTEUR_ADMIN_LISTEN": "127.0.0.1:\(port)", "FACTEUR_WEB_LISTEN": "127.0.0.1:0"])
                try await own.withWorker { _ in
                    let running = try await report(own)
                    #expect(running.text("admin.listen") == "ok 127.0.0.1:\(port): a worker answers there")
                    #expect(running.text("state lock").hasPrefix("ok a worker runs on it"))
                }
            }
        }
    }

    @Test("For the endpoint it looks at what that needs, as its own role, and finds its own page behind web.publicUrl")
    func web() async throws {
        try await WebStage.with { web in
            let settings = [
                "FACTEUR_DATABASE_URL": "postgresql://webuser:web@127.0.0.1:\(web.stage.postgres.port)/postgres",
                "FACTEUR_WEB_LISTEN": "127.0.0.1:\(web.port)", "FACTEUR_WEB_PUBLIC_URL": "http://127.0.0.1:\(web.port)",
            ]
            let sound = try await report(web.stage.with(settings), "--web")
            #expect(sound.failing == 0, "\(sound.checks)")
            #expect(sound.text("role") == "ok webuser is in facteur_web")
            #expect(sound.text("web.listen") == "ok 127.0.0.1:\(web.port): facteur web answers there")
            #expect(sound.text("web.publicUrl") == "ok http://127.0.0.1:\(web.port): our own page")
            #expect(sound.text("leases").hasPrefix("skipped "))
            #expect(!sound.checks.contains { $0.check.hasPrefix("relay") || $0.check == "templates" })
            // Another site, or the worker's role wanted of the web's user.
            let worker = try await report(
                web.stage.with(settings).with(["FACTEUR_SMTP_URL": "smtp://127.0.0.1:1", "FACTEUR_SMTP_TLS": "none"]))
            #expect(worker.text("role").contains("failing webuser is not in facteur_worker"))
        }
    }

    @Test(
        "What answers in place of our page",
        arguments: [
            (404, nil, "failing", "not with our page"), (200, nil, "failing", "not with our page"),
            (301, "https://www.shop.fr/x?jeton=a", "failing", "redirects to https://www.shop.fr/x: "),
            (502, nil, "failing", "is facteur web up"), (401, nil, "failing", "asks for a login"),
            (429, nil, "warning", "too many requests"),
        ] as [(Int, String?, String, String)])
    func publicAddress(status: Int, location: String?, grade: String, words: String) {
        let page = PageFetch.Page(
            status: status, location: location.map { String($0.prefix { $0 != "?" }) }, text: "<h1>Bienvenue</h1>",
            certificateEnd: nil)
        let finding = PublicAddressLook.judge(.page(page), of: "https://lettre.shop.fr", now: .now)
        #expect(finding.grade.rawValue == grade && finding.text.contains(words), "\(finding.text)")
    }

    @Test("What only the unit may read is not missing: who looks is told how to look")
    func outOfReach() throws {
        try TemporaryFolder.with { folder in
            _ = try folder.write("hunter2", to: "smtp-password")
            let fault = try #require(UnitCredential.fault("smtp-password", in: ["/nowhere", folder.path]))
            #expect(fault.isOutOfReach)
            #expect(
                fault.fault.contains("not readable as \(Caller.name)") && fault.fault.contains("systemd-run"),
                "\(fault.fault)")
            #expect(fault.fault.contains("LoadCredential=smtp-password:\(folder.path)/smtp-password"))
            for other in ["hunter2", "a/b", "", "..", "/etc/passwd"] {
                #expect(UnitCredential.fault(other, in: [folder.path]) == nil, "\(other)")
            }
        }
    }

    @Test("A state directory that is none, has no room for us, or is another's to give")
    func stateDirectory() throws {
        try TemporaryFolder.with { folder in
            func lines(_ path: String) throws -> [String] {
                let settings = try SettingsReader.read(
                    SettingsFile(path: "f.yaml", text: ""), for: .templates,
                    environment: ["FACTEUR_STATE_DIRECTORY": path])
                return StateDirectoryLook(settings: settings, environment: [:]).findings().map(\.line)
            }
            let file = try folder.write("", to: "file")
            #expect(try lines(file)[0].hasPrefix("failing  state directory: \(file) is no directory"))
            #expect(
                try lines(folder.path + "/new") == [
                    "ok       state directory: \(folder.path)/new is not there yet: the worker makes it"
                ])
            #expect(access(folder.path + "/new", F_OK) != 0)
            #expect(
                try lines("/proc/nowhere/at/all")[0].hasPrefix(
                    "failing  state directory: /proc/nowhere/at/all is not there"))
            chmod(folder.path, 0o777)
            let shared = try lines(folder.path)
            #expect(shared.contains { $0.hasPrefix("warning  state directory: others can write") }, "\(shared)")
            #expect(shared.contains("ok       state lock: no worker has been here"))
        }
    }

    @Test(
        "Root is told nothing of a state directory that is the unit's user's, and of another's that it is",
        .enabled(if: geteuid() == 0), arguments: [("nobody", 0), ("facteur", 1)])
    func stateDirectoryOfTheUnit(user: String, warnings: Int) throws {
        try TemporaryFolder.with { folder in
            let nobody = try #require(getpwnam("nobody")).pointee
            #expect(chown(folder.path, nobody.pw_uid, nobody.pw_gid) == 0)
            let settings = try SettingsReader.read(
                SettingsFile(path: "f.yaml", text: ""), for: .templates,
                environment: ["FACTEUR_STATE_DIRECTORY": folder.path])
            let look = StateDirectoryLook(settings: settings, environment: [:], serviceUser: user)
            let lines = look.findings().map(\.line)
            #expect(lines.count { $0.hasPrefix("warning  ") } == warnings, "\(lines)")
        }
    }
}
