import Foundation
import TestServers

/// Ten thousand reports in the mailbox of a real IMAP server, and the command that takes them in is killed with SIGKILL at random moments.
/// REPORTS sets how many there are.
struct Bounces: Scenario {
    static let name = "bounces"

    private let kills = 10
    private let count = ProcessInfo.processInfo.environment["REPORTS"].flatMap { Int($0) } ?? 10_000
    private let user = "retours"

    func run(_ chance: inout Chance) async throws -> [Row] {
        try await Dovecot.running { dovecot in
            try await Stage.with { stage in
                let stage = stage.with([
                    "FACTEUR_BOUNCE_IMAP_URL": "imaps://\(dovecot.host):\(dovecot.implicitTLSPort)",
                    "FACTEUR_BOUNCE_IMAP_CA_FILE": dovecot.caFile, "FACTEUR_BOUNCE_IMAP_USERNAME": user,
                    "FACTEUR_BOUNCE_IMAP_PASSWORD_FILE": try stage.secret(dovecot.password),
                ])
                try await send(on: stage)
                try await deliver(to: dovecot, on: stage)
                let killed = try await kill(stage, &chance)
                let left = dovecot.count(of: "", of: user)
                try await stage.expectSuccess("bounce", "--imap")
                return [try await judge(killed, left, dovecot, stage)]
            }
        }
    }

    /// An issue that all readers got, as its tables have it then: what sending does is other scenarios' business.
    private func send(on stage: Stage) async throws {
        try await Load.newsletter(count, on: stage)
        try await stage.sql(
            """
            update facteur.installation set canary = 100000;
            select facteur.expand_issues(100000, 100000);
            with gone as (delete from facteur.ready returning id, lane, kind, newsletter), ended as (
                insert into facteur.ended (id, lane, kind, outcome) select id, lane, kind, 'sent' from gone
            )
            insert into facteur.issue_outcome (newsletter, outcome, count)
                select newsletter, 'sent', count(*) from gone group by newsletter
            """)
        guard try await stage.sql("select count(*) from facteur.ended") == ["\(count)"] else {
            throw Stage.Failure("not all of the issue is made")
        }
    }

    private func deliver(to dovecot: Dovecot, on stage: Stage) async throws {
        for (number, id) in try await stage.sql("select id from facteur.message order by sequence").enumerated() {
            try dovecot.deliver(Self.report(of: id), to: user, named: "\(number).retours")
        }
    }

    /// Starts and kills; how often it was hit with reports left to take in.
    private func kill(_ stage: Stage, _ chance: inout Chance) async throws -> Int {
        var killed = 0
        for number in 0..<kills {
            // The last life leaves some to the run that ends by itself.
            let goal = (number + 1) * count / (kills + 1) - Int.random(in: 0...count / 50, using: &chance)
            let intake = try stage.binary.start(["bounce", "--imap", "--watch"])
            try await stage.wait("\(goal) reports are taken in", within: .seconds(900)) {
                try await taken(on: stage) >= goal
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...100, using: &chance)))
            intake.send(SIGKILL)
            guard await intake.end().code == -SIGKILL else { continue }
            if try await taken(on: stage) < count { killed += 1 }
        }
        return killed
    }

    private func taken(on stage: Stage) async throws -> Int {
        try await stage.sql("select count(*) from facteur.report").first.flatMap { Int($0) } ?? 0
    }

    private func judge(_ killed: Int, _ left: Int, _ dovecot: Dovecot, _ stage: Stage) async throws -> Row {
        let bounced = try await stage.sql("select count(*) from facteur.ended where outcome = 'bounced'").first ?? ""
        let effects = try await stage.sql(
            "select effect || ' ' || count(*) from facteur.report group by effect order by effect")
        let ledger =
            try await stage.sql(
                """
                select concat_ws(' ', subscribers, sent, bounced) from facteur.newsletter n,
                    lateral facteur.newsletter_ledger(n.id)
                """
            ).first ?? ""
        let (inbox, handled) = (dovecot.count(of: "", of: user), dovecot.count(of: "Handled", of: user))
        var findings = Findings()
        findings.expect(killed == kills, "it was hit \(killed) times of \(kills) while reports were left")
        findings.expect(effects == ["bounced \(count)"], "the reports came to \(effects)")
        findings.expect(bounced == "\(count)", "\(bounced) messages ended as bounced")
        findings.expect(ledger == "\(count) 0 \(count)", "the issue's ledger: readers, sent, bounced \(ledger)")
        findings.expect(inbox == 0 && handled == count, "\(inbox) are left in INBOX, \(handled) moved")
        return Row(
            "\(killed) kill -9 while \(count) reports are taken in from a real Dovecot",
            "each handled once: \(effects.joined(separator: ", ")); \(left) left by the last kill; then INBOX \(inbox), "
                + "moved \(handled)",
            faults: findings.faults)
    }

    /// As a server writes it (RFC 3464).
    private static func report(of message: String) -> String {
        let id = message.filter { $0 != "-" }
        return """
            Return-Path: <>
            Delivered-To: b+\(id)@bounce.boutique.example
            From: MAILER-DAEMON@relais.example (Mail Delivery System)
            Subject: Undelivered Mail Returned to Sender
            To: b+\(id)@bounce.boutique.example
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="rapport"

            --rapport
            Content-Type: message/delivery-status

            Reporting-MTA: dns; relais.example

            Final-Recipient: rfc822; quelquun@lettre.test
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; mx.lettre.test
            Diagnostic-Code: smtp; 550 5.1.1 User unknown

            --rapport--

            """
    }
}
