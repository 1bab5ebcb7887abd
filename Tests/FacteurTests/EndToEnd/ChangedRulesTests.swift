import Catcher
import MailReading
import TestServers
import Testing

/// A kind whose rules change while its messages wait.
@Suite("Messages enqueued under older rules", .timeLimit(.minutes(5)))
struct ChangedRulesTests {
    private static let older = kind(
        """
          price: {type: string, description: What it costs.}
          note: {type: text, description: A word from the packer.}
          colour: {type: string, description: Its colour.}
        sample: {price: "12,90 €", note: un mot, colour: bleu}

        """)
    private static let newer = kind(
        """
          price: {type: amount, description: What it costs.}
          note: {type: string, description: A word from the packer.}
          carrier: {type: string, description: Who brings it.}
        sample: {price: {cents: 1290, currency: EUR}, note: un mot, carrier: Colissimo}

        """)
    private static let message =
        #"{"price": "douze euros", "note": "fragile\nposer à plat", "colour": "bleu"}"#

    private static func kind(_ parameters: String) -> String {
        "lane: transactional\ninDoubt: resend\ndescription: A parcel has left.\nparameters:\n" + parameters
    }

    @Test(
        "They go out after newer rules landed: what is missing leaves its place empty, what is of another type is said as it was given, what is unknown is left aside"
    )
    func delivered() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let copy = try TemplatesCopy(at: stage.path(of: "templates"), kinds: ["password-reset"])
                let stage = stage.with(relay: relay).with(["FACTEUR_TEMPLATES_DIRECTORY": copy.directory])
                try write(Self.older, saying: "{{price}} {{colour}}", to: copy)
                try await stage.expectSuccess("migrate")
                #expect(try await enqueue(Self.message, on: stage).code == 0)

                try write(Self.newer, saying: "Prix [{{price}}] Transporteur [{{carrier}}]", to: copy)
                try await stage.withWorker { _ in
                    try await relay.mailbox.wait(for: 1)
                    let mail = try #require(relay.mailbox.mails.last)
                    let text = try #require(MailReader(mail.bytes).text)
                    #expect(text.contains("Prix [douze euros] Transporteur []"), "\(text)")
                    #expect(text.contains("[fragile poser à plat]"), "\(text)")
                    #expect(!text.contains("bleu"))

                    // The newer rules hold for whoever enqueues now.
                    let refused = try await enqueue(Self.message, on: stage)
                    #expect(refused.code == 1)
                    #expect(refused.error.contains("parameter colour is unknown"), "\(refused.error)")
                    let taken = try await enqueue(
                        #"{"price": {"cents": 129000, "currency": "EUR"}, "note": "a", "carrier": "Colissimo"}"#,
                        on: stage)
                    #expect(taken.code == 0, "\(taken.error)")
                    try await relay.mailbox.wait(for: 2)
                    let last = try #require(relay.mailbox.mails.last.flatMap { MailReader($0.bytes).text })
                    #expect(last.contains("Prix [1\u{202F}290,00\u{A0}€] Transporteur [Colissimo]"), "\(last)")
                }
            }
        }
    }

    private func write(_ kind: String, saying words: String, to copy: TemplatesCopy) throws {
        try copy.write(kind, to: "parcel-sent/kind.yaml")
        try copy.write("Votre colis est parti\n", to: "parcel-sent/fr/subject.mustache")
        try copy.write(words + "\n\n[{{note}}]\n", to: "parcel-sent/fr/text.mustache")
    }

    private func enqueue(_ json: String, on stage: Stage) async throws -> Binary.Result {
        try await stage.binary.run(
            ["enqueue", "parcel-sent", "camille@client.test", "--params-file", "-"], input: json)
    }
}
