import Catcher
import Glibc
import TestServers
import Testing

@Suite("Reports in a mailbox", .timeLimit(.minutes(3)))
struct BounceMailboxTests {
    @Test("The mailbox is emptied while it fills; after kill -9 in mid-run each report counts once, and none is lost")
    func mailbox() async throws {
        let count = 200
        try await Dovecot.running { dovecot in
            try await Stage.with { stage in
                let relay = try await CatchingServer.start()
                let sending = stage.with(relay: relay)
                try await Load.transactional(count, on: sending)
                try await sending.withWorker { _ in try await Load.settled(count, on: sending) }
                await relay.stop()
                let messages = try await stage.sql("select id from facteur.message order by sequence")
                let stage = stage.with([
                    "FACTEUR_BOUNCE_IMAP_URL": "imaps://\(dovecot.host):\(dovecot.implicitTLSPort)",
                    "FACTEUR_BOUNCE_IMAP_CA_FILE": dovecot.caFile, "FACTEUR_BOUNCE_IMAP_USERNAME": "retours",
                    "FACTEUR_BOUNCE_IMAP_PASSWORD_FILE": try stage.secret(dovecot.password),
                ])
                for (number, message) in messages.enumerated() {
                    try dovecot.deliver(SampleReport.bounce(of: message), to: "retours", named: "\(number).test")
                }
                for _ in 0..<2 {
                    let before = try await stage.sql("select count(*) from facteur.report")
                    let intake = try stage.binary.start(["bounce", "--imap", "--watch"])
                    // The first may have been quick enough to leave the second nothing.
                    try await stage.wait("some are taken in") {
                        let now = try await stage.sql("select count(*) from facteur.report")
                        return now != before || now == ["\(count)"]
                    }
                    intake.send(SIGKILL)
                    _ = await intake.end()
                }
                try await stage.expectSuccess("bounce", "--imap")
                #expect(
                    try await stage.sql("select count(*) from facteur.report where effect = 'bounced'") == ["\(count)"])
                #expect(dovecot.count(of: "Handled", of: "retours") == count)
                #expect(dovecot.count(of: "", of: "retours") == 0)
            }
        }
    }

    @Test("A report whose message is being sent stays in the mailbox, and is taken in at a later look")
    func early() async throws {
        try await Dovecot.running { dovecot in
            try await Stage.with { stage in
                let stage = stage.with([
                    "FACTEUR_BOUNCE_IMAP_URL": "imaps://\(dovecot.host):\(dovecot.implicitTLSPort)",
                    "FACTEUR_BOUNCE_IMAP_CA_FILE": dovecot.caFile, "FACTEUR_BOUNCE_IMAP_USERNAME": "retours",
                    "FACTEUR_BOUNCE_IMAP_PASSWORD_FILE": try stage.secret(dovecot.password),
                ])
                try await Load.transactional(1, on: stage)
                let epoch = "00000000-0000-4000-8000-000000000001"
                let message =
                    try await stage.sql(
                        """
                        select facteur.heartbeat('\(epoch)', 'h', 1, 'v', false, '10 s');
                        select id from facteur.claim('transactional', 1, '\(epoch)', null, null)
                        """
                    ).last ?? ""
                try dovecot.deliver(SampleReport.bounce(of: message), to: "retours", named: "1.early")
                try dovecot.deliver(
                    SampleReport.bounce(of: "0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506"), to: "retours", named: "2.other")
                try await stage.expectSuccess("bounce", "--imap")
                #expect(dovecot.count(of: "", of: "retours") == 1)
                #expect(dovecot.count(of: "Handled", of: "retours") == 1)
                try await stage.sql("select facteur.release_epoch('\(epoch)')")
                try await stage.expectSuccess("bounce", "--imap")
                #expect(try await stage.sql("select facteur.message_state('\(message)')") == ["bounced"])
                #expect(dovecot.count(of: "", of: "retours") == 0)
            }
        }
    }

    @Test("A mailbox that cannot be read is told in one line, and leaves with 78 or 69")
    func unreadable() async throws {
        try await Dovecot.running { dovecot in
            try await Stage.with { stage in
                let wrong = stage.with([
                    "FACTEUR_BOUNCE_IMAP_URL": "imap://\(dovecot.host):\(dovecot.port)",
                    "FACTEUR_BOUNCE_IMAP_CA_FILE": dovecot.caFile, "FACTEUR_BOUNCE_IMAP_USERNAME": "retours",
                    "FACTEUR_BOUNCE_IMAP_PASSWORD_FILE": try stage.secret("hunter2-hunter2"),
                ])
                let refused = try await wrong.binary.run("bounce", "--imap")
                #expect(refused.code == 78 && refused.error.contains("check the login"), "\(refused)")
                #expect(!"\(refused)".contains("hunter2"))
                let gone = wrong.with(["FACTEUR_BOUNCE_IMAP_URL": "imaps://localhost:1"])
                #expect(try await gone.binary.run("bounce", "--imap").code == 69)
            }
        }
    }
}
