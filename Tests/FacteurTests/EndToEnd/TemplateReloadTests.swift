import Catcher
import Foundation
import Glibc
import MailReading
import PrivatePostgres
import TestServers
import Testing

@testable import facteur

@Suite("The templates of a running worker", .timeLimit(.minutes(5)))
struct TemplateReloadTests {
    private static let subject = "password-reset/fr/subject.mustache"

    @Test(
        "SIGHUP brings sound templates into force; faulty ones are told line by line, and the worker keeps those it has"
    )
    func reload() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let copy = try TemplatesCopy(at: stage.path(of: "templates"))
                let stage = stage.with(relay: relay).with(["FACTEUR_TEMPLATES_DIRECTORY": copy.directory])
                try await stage.withWorker { worker in
                    try copy.write("Un lien {{lnik}}\n", to: Self.subject)
                    try copy.write("{{#salutation}}\n", to: "registration/fr/text.mustache")
                    worker.send(SIGHUP)
                    _ = try await worker.line { $0.contains("\(Self.subject):1: ") && $0.contains("in force stay") }
                    _ = try await worker.line { $0.contains("registration/fr/text.mustache:1: ") }
                    try await enqueue("password-reset", ["link=https://boutique.example/mdp"], on: stage)
                    try await relay.mailbox.wait(for: 1)
                    #expect(subject(of: relay.mailbox.mails.last) != "Un lien neuf")

                    try copy.restore("registration/fr/text.mustache")
                    try copy.write("Un lien neuf\n", to: Self.subject)
                    try copy.write(Self.definition, to: "parcel-sent/kind.yaml")
                    try copy.write("Votre colis est parti\n", to: "parcel-sent/fr/subject.mustache")
                    try copy.write("{{salutation}}\n\n{{parcel}}\n", to: "parcel-sent/fr/text.mustache")
                    worker.send(SIGHUP)
                    _ = try await worker.line { $0.contains("kinds are in force") }
                    try await enqueue("password-reset", ["link=https://boutique.example/mdp"], on: stage)
                    try await relay.mailbox.wait(for: 2)
                    #expect(subject(of: relay.mailbox.mails.last) == "Un lien neuf")
                    // A kind that came with the reload: the database knows it, and the worker.
                    try await enqueue("parcel-sent", ["parcel=6A 123"], on: stage)
                    try await relay.mailbox.wait(for: 3)
                    #expect(subject(of: relay.mailbox.mails.last) == "Votre colis est parti")
                }
            }
        }
    }

    @Test("A start with a faulty template is exit code 78, with its file, its line and what mends it")
    func faultyStart() async throws {
        let state = try TemporaryFolder()
        defer { state.remove() }
        let copy = try TemplatesCopy(at: state.path + "/templates")
        try copy.write("Bonjour\n{{lnik}}\n{{link}}\n", to: "password-reset/fr/text.mustache")
        let binary = Binary(environment: [
            "FACTEUR_DATABASE_URL": "postgresql://127.0.0.1:1/none", "FACTEUR_STATE_DIRECTORY": state.path,
            "FACTEUR_MAIL_FROM": "compte@boutique.example", "FACTEUR_SMTP_URL": "smtp://127.0.0.1:1",
            "FACTEUR_SMTP_TLS": "none", "FACTEUR_ADMIN_LISTEN": "127.0.0.1:0",
        ])
        let start = try await binary.run("run", "--templates", copy.directory)
        #expect(start.code == 78)
        #expect(
            start.errorLines.contains {
                $0.hasPrefix("facteur: templates: \(copy.directory)/password-reset/fr/text.mustache:2: {{lnik}} ")
            }, "\(start.error)")
    }

    private static let definition = """
        lane: transactional
        inDoubt: resend
        description: A parcel has left.
        parameters:
          parcel:
            type: string
            description: Its number.
        sample:
          parcel: 6A 123

        """

    private func enqueue(_ kind: String, _ parameters: [String], on stage: Stage) async throws {
        let result = try await stage.binary.run(
            ["enqueue", kind, "camille@client.test"] + parameters.flatMap { ["--param", $0] })
        #expect(result.code == 0, "\(result.error)")
    }

    private func subject(of mail: CaughtMail?) -> String? {
        mail.flatMap { MailReader($0.bytes).header("Subject") }
    }
}
