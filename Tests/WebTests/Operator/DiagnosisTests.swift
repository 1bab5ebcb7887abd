import Mail
import Testing

@testable import Web

@Suite("What is wrong, in one sentence")
struct DiagnosisTests {
    private static let now = Timestamp(seconds: 1_795_960_000)
    private static let space = "\u{A0}"

    static func ago(_ seconds: Int64) -> Timestamp { now + .seconds(-seconds) }

    /// How things stand, and what an operator should read first.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var overview: Overview
        var failing: [String] = []
        var level: Diagnosis.Level
        var headline: String

        var testDescription: String { name }

        init(
            _ name: String, failing: [String] = [], _ level: Diagnosis.Level, _ headline: String,
            _ change: (inout Overview) -> Void = { _ in }
        ) {
            self.name = name
            var overview = Overview(takenAt: DiagnosisTests.now)
            change(&overview)
            self.overview = overview
            self.failing = failing
            self.level = level
            self.headline = headline.replacing("~", with: DiagnosisTests.space)
        }
    }

    static let cases = [
        Case("nothing to do", .well, "Tout va bien~: rien n’est parti depuis une heure, rien n’attend."),
        Case("mail goes", .well, "Tout va bien~: 2~messages remis depuis une heure, 1~attend.") {
            $0.flow = [.init(at: ago(60), lane: .bulk, end: .sent, count: 2)]
            $0.queue = [.init(at: ago(10), lane: .transactional, waiting: 1, oldest: .seconds(1))]
        },
        Case("database away", failing: ["database"], .alarm, "La base de données ne répond pas~: rien ne part."),
        Case("journal full", failing: ["journal"], .alarm, "Le journal ne peut plus être écrit~: rien ne part d’ici."),
        Case(
            "no heartbeat", failing: ["leases"], .alarm,
            "Ce facteur n’est plus sûr de tenir ses messages~: rien ne part d’ici."),
        Case(
            "outcomes not stored", failing: ["outcomes"], .alarm,
            "Trop de résultats ne sont pas enregistrés~: l’envoi est suspendu."),
        Case("hangs", failing: ["worker"], .alarm, "Ce facteur est bloqué."),
        Case("stops", failing: ["running"], .attention, "Ce facteur s’arrête."),
        Case("an unknown check", failing: ["tides"], .alarm, "Le contrôle «~tides~» échoue."),
        Case("no relay, none named", failing: ["relay"], .alarm, "Aucun relais ne prend de courrier~: rien ne part."),
        Case("no relay", failing: ["relay"], .alarm, "Rien ne part~: le relais a:587 est en panne depuis 12~min.") {
            $0.relays = [.init(name: "a:587", counts: [:], downSince: ago(720), reason: "refused")]
            $0.queue = [.init(at: ago(10), lane: .transactional, waiting: 9, oldest: .seconds(719))]
        },
        Case("one relay of two", .attention, "Le relais a:587 est en panne depuis 12~min.") {
            $0.relays = [
                .init(name: "a:587", counts: [:], downSince: ago(720)), .init(name: "b:587", counts: [.sent: 1]),
            ]
        },
        Case("transactional paused", .alarm, "Suspendu depuis 2~h~20~: tout le courrier transactionnel.") {
            $0.pauses = [.init(scope: .lane, name: "transactional", since: ago(8_400))]
            // Waits because it is paused: told once.
            $0.queue = [.init(at: ago(10), lane: .transactional, waiting: 9, oldest: .seconds(8_000))]
        },
        Case("bulk paused", .attention, "Suspendu depuis 1~min~: toutes les lettres.") {
            $0.pauses = [.init(scope: .lane, name: "bulk", since: ago(60))]
        },
        Case("resets wait", .attention, "3~messages transactionnels attendent, la plus ancienne attente dure 3~min.") {
            $0.queue = [.init(at: ago(10), lane: .transactional, waiting: 3, oldest: .seconds(180))]
        },
        Case("one reset waits long", .alarm, "1~message transactionnel attend depuis 11~min.") {
            $0.queue = [.init(at: ago(10), lane: .transactional, waiting: 1, oldest: .seconds(660))]
        },
        Case("waits because its provider rests", .attention, "1~message transactionnel attend depuis 11~min.") {
            $0.queue = [.init(at: ago(10), lane: .transactional, waiting: 1, oldest: .seconds(660))]
            $0.parked = [.init(family: "orange", until: now, since: ago(60), reason: "421", consecutiveParks: 1)]
        },
        Case(
            "a newsletter at its pace", .well,
            "Tout va bien~: rien n’est parti depuis une heure, 4\u{202F}000~attendent."
        ) {
            $0.queue = [.init(at: ago(10), lane: .bulk, waiting: 4_000, oldest: .seconds(600))]
        },
        Case("nobody measures", .attention, "La file n’a pas été mesurée depuis 5~min.") {
            $0.queue = [.init(at: ago(300), lane: .bulk, waiting: 0)]
        },
        Case("in doubt", .attention, "1~message en doute attend une décision.") {
            $0.queue = [.init(at: ago(10), lane: .bulk, waiting: 0, inDoubt: 1)]
        },
        Case("a provider rests", .attention, "Le courrier pour orange se repose jusqu’à 15~h~06.") {
            $0.parked = [
                .init(
                    family: "orange", until: now + .seconds(1_200), since: ago(60), reason: "421", consecutiveParks: 1)
            ]
        },
        Case("several rest", .attention, "Le courrier se repose pour free, orange et sfr.") {
            $0.parked = ["free", "orange", "sfr"].map {
                .init(family: $0, until: now + .seconds(600), since: ago(60), reason: "421", consecutiveParks: 1)
            }
        },
        Case("a few failures are chance", .well, "Tout va bien~: rien n’est parti depuis une heure, rien n’attend.") {
            $0.flow = [.init(at: ago(60), lane: .bulk, end: .failed, count: 9)]
        },
        Case("one in twenty fails", .attention, "5~% des messages ont échoué depuis une heure (10 sur 200).") {
            $0.flow = [
                .init(at: ago(60), lane: .bulk, end: .failed, count: 10),
                .init(at: ago(60), lane: .bulk, end: .sent, count: 190),
                // Long ago.
                .init(at: ago(4_000), lane: .bulk, end: .failed, count: 900),
            ]
        },
        Case("one in two fails", .alarm, "50~% des messages ont échoué depuis une heure (10 sur 20).") {
            $0.flow = [
                .init(at: ago(60), lane: .bulk, end: .failed, count: 10),
                .init(at: ago(60), lane: .bulk, end: .sent, count: 10),
            ]
        },
        Case(
            "much is put off by one provider", .attention,
            "66,7~% des tentatives sont reportées depuis une heure, surtout par orange."
        ) {
            $0.flow = [
                .init(at: ago(60), lane: .bulk, end: .deferred, count: 20),
                .init(at: ago(60), lane: .bulk, end: .sent, count: 10),
            ]
            $0.providers = [
                .init(name: "orange", counts: [.deferred: 15]), .init(name: "free", counts: [.deferred: 5]),
            ]
        },
        Case("complaints", .attention, "5~lecteurs signalent notre courrier comme indésirable depuis une heure.") {
            $0.reports = [.init(event: .complained, lastHour: 5, lastDay: 5)]
        },
        Case("bounces", .attention, "10~messages sont revenus depuis une heure.") {
            $0.reports = [.init(event: .bounced, lastHour: 10, lastDay: 10)]
            $0.flow = [.init(at: ago(60), lane: .bulk, end: .sent, count: 200)]
        },
        Case("an issue stopped by itself", .attention, "Suspendue d’elle-même~: la lettre «~Printemps~».") {
            let id = MessageID(high: 1, low: 1)
            $0.issues = [.init(id: id, list: "l", subject: "Printemps", state: .paused, sendAt: ago(60))]
            $0.pauses = [.init(scope: .newsletter, name: id.description, since: ago(60), reason: "refused")]
        },
        Case("an issue stopped by a person", .well, "Tout va bien~: rien n’est parti depuis une heure, rien n’attend.")
        {
            $0.pauses = [.init(scope: .newsletter, name: "x", since: ago(60))]
        },
        Case("a silent worker", .attention, "Le facteur h:1 ne donne plus signe de vie depuis 2~min.") {
            $0.workers = [.init(name: "h:1", version: "1", startedAt: ago(900), silence: .seconds(120))]
        },
    ]

    @Test("The worst stands first", arguments: cases)
    func headline(_ example: Case) {
        let diagnosis = Diagnosis(
            OverviewLook(overview: example.overview), health: HealthReport.failing(example.failing))
        #expect(diagnosis.headline == example.headline)
        #expect(diagnosis.level == example.level)
    }

    @Test("An alarm goes before whatever else is wrong; of two alike the more urgent one is told first")
    func order() {
        var overview = Overview(takenAt: Self.now)
        overview.queue = [.init(at: Self.ago(10), lane: .bulk, waiting: 1, oldest: .seconds(7_200), inDoubt: 2)]
        overview.pauses = [.init(scope: .lane, name: "transactional", since: Self.ago(60))]
        let diagnosis = Diagnosis(OverviewLook(overview: overview), health: .failing([]))
        #expect(diagnosis.concerns.map(\.level) == [.alarm, .attention, .attention])
        #expect(
            diagnosis.concerns.map(\.remedy) == ["facteur resume transactional", "facteur status", "facteur resolve"])
    }

    @Test("What was before the database went away is no news")
    func old() {
        var overview = Overview(takenAt: Self.now)
        overview.pauses = [.init(scope: .lane, name: "bulk", since: Self.ago(60))]
        let look = OverviewLook(overview: overview, fault: "database: does not answer")
        #expect(Diagnosis(look, health: .failing(["database"])).concerns.count == 1)
        // A worker whose own connections still work says what failed.
        let slow = Diagnosis(look, health: .failing([]))
        #expect(slow.headline == "La base de données n’a pas répondu à cette page.")
        #expect(slow.concerns.map(\.detail) == ["database: does not answer"])
    }
}

extension HealthReport {
    /// A worker's checks, of which these fail.
    static func failing(_ names: [String]) -> HealthReport {
        let usual = ["worker", "running", "database", "journal", "leases", "outcomes", "relay"]
        return HealthReport(
            checks: (usual + names.filter { !usual.contains($0) }).map { name in
                Check(name: name, concern: .readiness, isPassing: !names.contains(name), detail: "details of \(name)")
            })
    }
}
