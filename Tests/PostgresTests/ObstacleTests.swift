import Mail
import Testing

@testable import Postgres

@Suite("What a waiting message waits for")
struct ObstacleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var change: @Sendable (inout MessageLife, inout Surroundings) -> Void
        let kinds: [Obstacle.Kind]

        init(
            _ name: String, is kinds: [Obstacle.Kind],
            _ change: @escaping @Sendable (inout MessageLife, inout Surroundings) -> Void = { _, _ in }
        ) {
            testDescription = name
            self.kinds = kinds
            self.change = change
        }
    }

    static let now = Timestamp(seconds: 1_800_000_000)
    static let later = now + .seconds(600)

    static let cases: [Case] = [
        Case("nothing but its place in the queue", is: [.queue]),
        Case("its lane is paused", is: [.paused]) { $1.pauses = [pause("transactional", .lane)] },
        Case("its kind is paused", is: [.paused]) { $1.pauses = [pause("password-reset", .kind)] },
        Case("its issue is paused", is: [.paused]) {
            $0.newsletter = "n"
            $1.pauses = [pause("n", .newsletter)]
        },
        Case("another lane, kind and issue are paused", is: [.queue]) {
            $1.pauses = [pause("bulk", .lane), pause("registration", .kind), pause("n", .newsletter)]
        },
        Case("its lane and its kind are paused", is: [.paused, .paused]) {
            $1.pauses = [pause("transactional", .lane), pause("password-reset", .kind)]
        },
        Case("no worker was ever there", is: [.noWorker]) { $1.workers = [] },
        Case("the only worker is silent", is: [.noWorker]) { $1.workers = [worker(heardOf: 31)] },
        Case("one of two workers is silent", is: [.queue]) { $1.workers.append(worker(heardOf: 31)) },
        Case("the journal of the only worker cannot be written", is: [.journal]) { $1.troubles = [trouble] },
        Case("the journal of one of two workers cannot be written", is: [.queue]) {
            $1.workers.append(worker(heardOf: 1))
            $1.troubles = [trouble]
        },
        Case("its provider is parked", is: [.parked]) { life, _ in
            life.parked = MessageLife.Parked(family: "orange", until: later, reason: "421")
            life.nextAttemptAt = later
        },
        Case("it is for later", is: [.later]) { life, _ in life.nextAttemptAt = later },
        Case("it was deferred", is: [.retry]) { life, _ in
            life.attempts = [attempt()]
            life.nextAttemptAt = later
        },
        Case("what came too late is no attempt", is: [.later]) { life, _ in
            life.attempts = [attempt(isLate: true)]
            life.nextAttemptAt = later
        },
        Case("it was deferred, and its kind is paused", is: [.paused, .retry]) {
            $0.attempts = [attempt()]
            $0.nextAttemptAt = later
            $1.pauses = [pause("password-reset", .kind)]
        },
        Case("the only relay is down", is: [.relayDown]) { $1.relays = [relay("a:587", isDown: true)] },
        Case("all relays are down", is: [.relayDown, .relayDown]) {
            $1.relays = [relay("a:587", isDown: true), relay("b:587", isDown: true)]
        },
        Case("one relay is down while another takes mail", is: [.queue]) {
            $1.relays = [relay("a:587", isDown: true), relay("b:587", sent: 3)]
        },
        Case("one relay is down and another has taken nothing", is: [.relayDown]) {
            $1.relays = [relay("a:587", isDown: true), relay("b:587")]
        },
        Case("the relay is down, and it is for later", is: [.later]) {
            $0.nextAttemptAt = later
            $1.relays = [relay("a:587", isDown: true)]
        },
        Case("a relay's quota is used up", is: [.quota, .queue]) { $1.quotas = [quota(opens: later)] },
        Case("a relay's quota is used up for bulk mail alone", is: [.queue]) { $1.quotas = [quota(bulkOpens: later)] },
        Case("a relay's quota is used up for bulk mail, of which it is", is: [.quota, .queue]) {
            $0.lane = .bulk
            $1.quotas = [quota(bulkOpens: later)]
        },
        Case("a relay's quota is not used up", is: [.queue]) { $1.quotas = [quota()] },
        Case("a relay's quota is used up, and another relay is down", is: [.relayDown, .quota]) {
            $1.quotas = [quota(opens: later)]
            $1.relays = [relay("a:587", isDown: true)]
        },
        Case("its moment has come", is: [.queue]) { life, _ in life.nextAttemptAt = now },
        Case("it is paused, and no worker runs", is: [.paused, .noWorker]) {
            $1.pauses = [pause("transactional", .lane)]
            $1.workers = []
        },
    ]

    @Test("All of it is told, what must be mended first before the rest", arguments: cases)
    func told(_ given: Case) {
        var (life, place) = (Self.life, Surroundings())
        place.workers = [Self.worker(heardOf: 1)]
        given.change(&life, &place)
        let all = Obstacle.all(of: life, in: place, at: Self.now)
        #expect(all.map(\.kind) == given.kinds)
        let mended: Set<Obstacle.Kind> = [.paused, .noWorker, .parked, .retry, .relayDown]
        #expect(all.allSatisfy { !mended.contains($0.kind) || $0.remedy != nil })
    }

    @Test("Each kind of obstacle has a case")
    func whole() {
        #expect(Set(Self.cases.flatMap(\.kinds)) == Set(Obstacle.Kind.allCases))
    }

    static let life = MessageLife(
        id: "019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11", kind: "password-reset", lane: .transactional,
        recipient: "a@b.test", locale: "fr", parameters: "{}", hasSecrets: false, state: "waiting", askedAt: now,
        enqueuedAt: now, dueAt: now, attempt: 1, attempts: [], reports: [], changes: [], waitsFor: [])

    static func pause(_ name: String, _ scope: Pause.Scope) -> Pause { Pause(name: name, scope: scope, since: now) }

    static func worker(heardOf seconds: Double) -> QueueStatus.Worker {
        QueueStatus.Worker(
            host: "mail1", processID: 1, version: "1", isIdle: true, startedAt: now, heartbeatAgeSeconds: seconds)
    }

    static let trouble = QueueStatus.Trouble(worker: "mail1:1", name: "journal", since: now, reason: "disk full")

    static func relay(_ name: String, isDown: Bool = false, sent: Int = 0) -> QueueStatus.Relay {
        QueueStatus.Relay(name: name, sent: sent, notSent: 0, lastReply: "", downSince: isDown ? now : nil)
    }

    static func quota(bulkOpens: Timestamp? = nil, opens: Timestamp? = nil) -> RelayQuota {
        RelayQuota(relay: "brevo", perDay: 300, used: 300, bulkOpens: bulkOpens, opens: opens)
    }

    static func attempt(isLate: Bool = false) -> DeliveryRecord {
        DeliveryRecord(
            number: 1, at: now, attempt: 1, outcome: "deferred", isLate: isLate, reply: "Later", queuedMilliseconds: 0,
            renderMilliseconds: 0, connectMilliseconds: 0, dialogueMilliseconds: 0)
    }
}
