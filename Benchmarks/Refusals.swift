import Catcher
import TestServers

/// Recipients that the relay refuses, one of five, over TLS and with a login: whether a refusal costs a connection.
struct Refusals: Measurement {
    static let name = "refusals"

    private static let connections = Figure(
        name: "refusals.connections", what: "connections opened for 1,000 messages, of which 200 are refused at RCPT",
        reach: 20, beyond: 5, direction: .less)
    static let figures = [connections]

    private let count = 4_000

    func run(rounds: Int, into table: inout BenchTable) async throws {
        var options = SessionOptions()
        options.extensions.insert(.startTLS)
        options.isBehindTLS = true
        options.login = SessionOptions.Login(username: "facteur", password: "sesame")
        let relay = try await CatchingServer.start(
            options: options, conduct: Self.refusing, mailbox: MailStore(capacity: 1))
        let front = try await TLSFront.start(before: relay.port)
        defer { front.stop() }
        try await Workplace.with { place in
            let place = place.with([
                "FACTEUR_SMTP_URL": "smtp://localhost:\(front.port)", "FACTEUR_SMTP_TLS": "required",
                "FACTEUR_SMTP_CA_FILE": front.caFile, "FACTEUR_SMTP_USERNAME": "facteur",
                "FACTEUR_SMTP_PASSWORD_FILE": try place.stage.secret("sesame"),
            ])
            for round in 0..<rounds {
                // Those that were refused once are asked no more.
                try await Load.transactional(count, from: 1 + round * count, on: place.stage)
                let before = relay.tally.connections
                try await place.withWorker { _ in
                    try await Load.settled(count * (round + 1), on: place.stage)
                }
                let refused = try await place.stage.sql("select count(*) from facteur.ended where outcome <> 'sent'")
                guard refused == ["\(count / 5 * (round + 1))"] else {
                    throw Stage.Failure("\(refused) messages were not sent, and it should be one of five")
                }
                table.add(Double(relay.tally.connections - before) * 1000 / Double(count), to: Self.connections)
            }
        }
        await relay.stop()
    }

    /// Every fifth client is unknown.
    private static let refusing = Script([
        Rule(
            at: .rcpt,
            where: { moment in
                let name = moment.recipient?.prefix { $0 != "@" } ?? ""
                return name.hasSuffix("0") || name.hasSuffix("5")
            }, do: [.reply(550, "5.1.1 No such user")])
    ])
}
