import Mail
import Postgres
import Synchronization
import TestServers
import Testing

@testable import Webhooks
@testable import facteur

@Suite("Events told to an endpoint", .timeLimit(.minutes(2)))
struct EventDeliveryTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private static func endpoint(_ url: String, allowPrivate: Bool = true) throws -> EventEndpoint {
        EventEndpoint(
            name: "shop", url: url, signer: try #require(WebhookSigner(secret: secret)), kinds: nil,
            allowPrivate: allowPrivate)
    }

    private static let post = EventPost(agent: "Facteur/test", clock: { Timestamp.now })

    private static func events(_ messages: String...) -> [OutgoingEvent] {
        messages.enumerated().map { index, message in
            OutgoingEvent(
                cursor: Int64(index + 1), id: "evt_\(index + 1)_ab", message: message,
                body: #"{"type":"mail.sent","data":{"recipient":"élodie@exemple.test"}}"#)
        }
    }

    @Test("They come signed, one after the other by one connection, as the standard has it")
    func wire() async throws {
        try await EventReceiver.running { receiver in
            let answers = await Self.post.tell(
                Self.events("a", "b", "c"), to: try Self.endpoint(receiver.url), until: .seconds(30))
            #expect(answers == [.taken, .taken, .taken])
            #expect(receiver.faults == [])
            #expect(receiver.taken.map(\.id) == ["evt_1_ab", "evt_2_ab", "evt_3_ab"])
            #expect(Set(receiver.taken.map(\.connection)) == [1])
            for request in receiver.taken {
                let headers = [
                    ("svix-id", request.id), ("svix-timestamp", request.timestamp),
                    ("svix-signature", request.signature),
                ].map { WebhookRequest.Header($0.0, $0.1) }
                try SvixSignature.verify(
                    WebhookRequest(headers: headers, body: Array(request.body.utf8)), secret: Self.secret,
                    now: Timestamp.now)
            }
        }
    }

    @Test(
        "A name that leads to this machine gets nothing, unless that is allowed", arguments: ["127.0.0.1", "localhost"])
    func privateAddress(host: String) async throws {
        try await EventReceiver.running { receiver in
            let url = receiver.url.replacing("127.0.0.1", with: host)
            let endpoint = try Self.endpoint(url, allowPrivate: false)
            let answers = await Self.post.tell(Self.events("a"), to: endpoint, until: .seconds(30))
            guard case .unreachable(let reason)? = answers.first else {
                Issue.record("\(answers)")
                return
            }
            #expect(reason.contains("no public address: set events.webhooks.shop.allowPrivate"))
            #expect(await EventPost.connect(to: endpoint) == reason)
            #expect(receiver.requests == [])
            #expect(await EventPost.connect(to: try Self.endpoint(receiver.url)) == nil)
        }
    }

    @Test("A redirect is not followed, and what is refused ends the lane")
    func redirect() async throws {
        let rule: @Sendable (EventReceiver.Request, Int) -> EventReceiver.Answer = { request, _ in
            request.id == "evt_2_ab"
                ? .init(307, headers: ["location": "/events?again"]) : .init(200, headers: ["retry-after": "7"])
        }
        try await EventReceiver.running(rule) { receiver in
            let answers = await Self.post.tell(
                Self.events("a", "b", "c"), to: try Self.endpoint(receiver.url), until: .seconds(30))
            #expect(answers == [.taken, .refused(status: 307, retryAfter: nil)])
            #expect(receiver.requests.count == 2)
            #expect(receiver.faults == [])
        }
    }

    @Test(
        "Of a database's events each comes at least once and those of one message in order, though every third try fails"
    )
    func database() async throws {
        let database = try await TestDatabase.make()
        let (first, second) = (PostgresEvents(database.settings), PostgresEvents(database.settings))
        // The first look says from where on.
        #expect(try await first.take(for: "shop", kinds: nil, limit: 1, lease: .seconds(60)).events == [])
        try database.psql(
            """
            insert into facteur.kind (name, lane, parameters) values ('notice', 'transactional', '[]');
            with m as materialized (
                select facteur.enqueue('notice', 'a@b.test') as id, n from generate_series(1, 40) n
            )
            insert into facteur.delivery (message, token, attempt, outcome, code, reply, queued_ms, render_ms, connect_ms, dialogue_ms)
                select m.id, m.n, 1, o, 250, 'Ok', 0, 0, 0, 0
                from m, unnest(array['in_doubt', 'sent']) with ordinality as t (o, i) order by i, n;
            """)
        while try await first.number(EventPace.batch) == EventPace.batch {}
        let rule: @Sendable (EventReceiver.Request, Int) -> EventReceiver.Answer = { request, attempt in
            let number = request.id.split(separator: "_").dropFirst().first.flatMap { Int($0) } ?? 0
            return .init(number % 3 == 0 && attempt == 1 ? 503 : 204)
        }
        try await EventReceiver.running(rule) { receiver in
            let notices = Mutex<[EventDelivery.Notice]>([])
            let delivery = EventDelivery(
                endpoint: try Self.endpoint(receiver.url), store: first, poster: Self.post, jitter: { 0 },
                tell: { notice in notices.withLock { $0.append(notice) } })
            var (ahead, isFailing): (Set<Int64>, Bool) = ([], false)
            var rounds = 0
            // To the last round, which goes past what was told ahead of those that had to be told again.
            while rounds < 500, try await delivery.step(&ahead, &isFailing) {
                rounds += 1
                // Another worker tells it nothing meanwhile.
                #expect(try await second.take(for: "shop", kinds: nil, limit: 9, lease: .seconds(60)).events == [])
                try database.psql("update facteur.webhook set next_at = now()")
            }
            #expect(receiver.faults == [])
            // None came twice that it had said it has, for one worker told them all.
            #expect(receiver.taken.count == 80)
            let bodies = receiver.taken.map(\.body)
            let sent = bodies.indices.filter { bodies[$0].contains("mail.sent") }
            for index in sent {
                let message = try #require(bodies[index].firstMatch(of: /"message":"([^"]+)"/)).1
                #expect(bodies[..<index].contains { $0.contains("mail.in_doubt") && $0.contains(message) })
            }
            let said = notices.withLock(\.self)
            #expect(said.contains { if case .failed(_, _, isNew: true) = $0 { true } else { false } })
            #expect(said.contains(.back))
            // Once the first worker has left, the other goes on behind what was told.
            try await first.leave()
            #expect(try await second.take(for: "shop", kinds: nil, limit: 9, lease: .seconds(60)).events == [])
            #expect(try database.psql("select cursor from facteur.webhook") == "80")
        }
    }
}
