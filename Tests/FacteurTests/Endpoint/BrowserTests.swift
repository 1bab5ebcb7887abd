import Foundation
import PrivatePostgres
import TestServers
import Testing

@Suite(
    "The pages in a real browser", .timeLimit(.minutes(10)),
    .enabled(if: BrowserScript.isWanted, "make web-check"))
struct BrowserTests {
    private static let publicPages = BrowserScript(name: "check.py")
    private static let operatorPages = BrowserScript(name: "check_operator.py")

    @Test("The keyboard alone leads out, back and in; axe finds nothing, on a phone and a desk, light and dark")
    func pages() async throws {
        try await WebStage.with { web in
            let (subscribed, pending) = (try web.token("subscribed"), try web.token("pending"))
            try await web.publish(["Les tasses sont de retour", "Deux nouvelles couleurs"])
            let check = try await Self.publicPages.run(
                Items(
                    pages: [
                        "ask": ["\(web.base)d/\(subscribed)", "Ne plus recevoir cette lettre"],
                        "question": ["\(web.base)c/\(pending)", "Confirmez votre abonnement"],
                        "choices": ["\(web.base)p/\(subscribed)", "Vos abonnements"],
                        "archive": ["\(web.base)archive/lettre", "La lettre du vendredi"],
                        "unpublished": ["\(web.base)archive/club", "Cette lettre n’est pas en ligne"],
                        "unknown": ["\(web.base)d/x", "Ce lien ne mène à aucun abonnement"],
                        "missing": [web.base, "Cette page n’existe pas"],
                    ],
                    choose: "\(web.base)p/\(subscribed)", leave: "\(web.base)d/\(subscribed)",
                    confirm: "\(web.base)c/\(pending)"))
            #expect(check.code == 0, "\(check.output) \(check.error)")
            #expect(try await web.status(subscribed) == "unsubscribed")
            #expect(try await web.status(pending) == "subscribed")
        }
    }

    @Test("The pages for bad moments are as good: too many requests, and a database that is away")
    func badMoments() async throws {
        try await WebStage.with(["FACTEUR_WEB_REQUESTS_PER_MINUTE": "1"]) { throttled in
            try await WebStage.with { away in
                await away.stage.postgres.stop(.immediate)
                let token = try away.token("subscribed")
                let check = try await Self.publicPages.run(
                    Items(pages: [
                        "too-many": ["\(throttled.base)d/x", "Trop de demandes à la fois"],
                        "unavailable": ["\(away.base)d/\(token)", "Un instant de patience"],
                    ]))
                #expect(check.code == 0, "\(check.output) \(check.error)")
            }
        }
    }

    /// Six hours with an evening that goes wrong at their end.
    private static let trouble = """
        insert into facteur.flow_rollup
            select 'slice', date_bin('5 minutes', now(), 'epoch') - n * interval '5 minutes', l::facteur.lane, 'password-reset', p,
                'relais.prestataire.example:587', o, c
            from generate_series(0, 71) n, lateral (values ('transactional', '', 'sent', case when n > 10 then 40 + n else 3 end),
                ('transactional', 'orange', 'deferred', case when n > 10 then n % 3 else 90 - n end),
                ('bulk', 'orange', 'failed', case when n > 10 then 0 else 12 end), ('bulk', '', 'superseded', n % 4)) t (l, p, o, c)
            where c > 0;
        insert into facteur.latency_rollup
            select 'slice', date_bin('5 minutes', now(), 'epoch') - n * interval '5 minutes', 'transactional',
                case when n > 10 then 500 else 600000 end, 9 from generate_series(0, 71) n;
        insert into facteur.queue_sample
            select date_trunc('minute', now()) - n * interval '1 minute', l, now() - n * interval '1 minute',
                greatest(0, 55 - n) * 31, greatest(0, 55 - n) * interval '20 seconds', 40, 3
            from generate_series(1, 359) n, unnest(enum_range(null::facteur.lane)) l;
        insert into facteur.parked_domain (family, until, reason, strikes)
            values ('orange', now() + interval '30 minutes', '421 4.7.1 Too many connections, slow down. OFR004_104 [104]', 3);
        insert into facteur.pause (scope, name, since) values ('kind', 'order-shipped', now() - interval '2 hours');
        insert into facteur.report (source, key, event, reply, effect)
            select 'mail', n::text, case when n % 3 = 0 then 'complained' else 'bounced' end, '', 'unknown' from generate_series(1, 60) n;
        insert into facteur.recent_failure (message, outcome, code, enhanced, reply)
            select m.id, 'failed', 550, '5.1.1', '<m***@client.test>: Recipient address rejected: User unknown in virtual mailbox table'
            from facteur.message m, generate_series(1, 20);
        """

    @Test(
        "The operator's page says what is wrong on the first screen, with a queue in trouble, and while the database is away"
    )
    func operatorPage() async throws {
        try await Stage.with { stage in
            let stage = stage.with([
                "FACTEUR_SMTP_URL": "smtp://127.0.0.1:\(try FreePort.next())", "FACTEUR_SMTP_TLS": "none",
            ])
            for number in 1...3 {
                try await stage.expectSuccess(
                    "enqueue", "password-reset", "marie\(number)@client.test", "--param",
                    "link=https://boutique.example/")
            }
            try await stage.sql(Self.trouble)
            let worker = try await stage.worker()
            let page = try await OperatorPageTests.address(of: worker)
            try await stage.wait("the worker finds its relay to be down") {
                try await HTTPAnswer.of(page).body.contains("Rien ne part")
            }
            let trouble = try await Self.operatorPages.run(["trouble": [page, "Rien ne part"]])
            #expect(trouble.code == 0, "\(trouble.output) \(trouble.error)")
            await stage.postgres.stop(.immediate)
            try await stage.wait("the page says that the database is away") {
                try await HTTPAnswer.of(page).body.contains("La base de données ne répond pas")
            }
            let away = try await Self.operatorPages.run(["away": [page, "La base de données ne répond pas"]])
            #expect(away.code == 0, "\(away.output) \(away.error)")
            worker.send(SIGKILL)
            _ = await worker.end()
        }
    }

    private struct Items: Encodable {
        /// Address and heading by name.
        var pages: [String: [String]]
        var choose: String?
        var leave: String?
        var confirm: String?
    }
}
