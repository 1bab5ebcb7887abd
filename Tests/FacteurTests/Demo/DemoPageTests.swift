import Foundation
import TestServers
import Testing

@testable import Catcher
@testable import facteur

@Suite("The demo's page shows what was caught and takes orders", .timeLimit(.minutes(1)))
struct DemoPageTests {
    @Test("The list holds kind, subject, recipient and time of the mails after a number")
    func list() async throws {
        try await DemoClient.serving([Self.mail("Un"), Self.mail("Deux")]) { client in
            let answer = try await client.get("/mails?after=1")
            let mails = try JSONDecoder().decode([DemoMail.Summary].self, from: Data(answer.body.utf8))
            let mail = try #require(mails.first)
            #expect(mails.count == 1)
            #expect(mail.number == 2)
            #expect(mail.kind == "password-reset")
            #expect(mail.subject == "Deux")
            #expect(mail.recipient == "camille@client.test")
            #expect(abs(Double(mail.time) / 1_000 - Date().timeIntervalSince1970) < 3_600)
            #expect(try await client.get("/mails?after=2").body == "[]")
        }
    }

    @Test("A mail comes with its text, its source and its headers; an unknown one is 404")
    func mail() async throws {
        try await DemoClient.serving([Self.mail("=?utf-8?q?=C3=89t=C3=A9?=")]) { client in
            let body = try await client.get("/mails/1").body
            #expect(body.contains(#""value":"Été""#))
            #expect(body.contains(#""text":"Bonjour\n""#))
            #expect(body.contains(#"=?utf-8?q?=C3=89t=C3=A9?="#))
            #expect(body.contains(#""hasHTML":true"#))
            #expect(try await client.get("/mails/2").status == 404)
            #expect(try await client.get("/mails/x").status == 400)
        }
    }

    @Test("A mail's HTML comes as it was written, in a sandbox where no script runs")
    func html() async throws {
        try await DemoClient.serving([Self.mail("x")]) { client in
            let answer = try await client.get("/mails/1/html")
            #expect(answer.body == "<head><base target=\"_blank\"></head><script>alert(1)</script>\n")
            #expect(answer.policy.hasPrefix("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"))
            #expect(!answer.policy.contains("script"))
        }
    }

    @Test("A switch lets remote pictures in, and another chooses the ground; neither is on by itself")
    func looks() async throws {
        try await DemoClient.serving([Self.mail("x")]) { client in
            #expect(try await client.get("/mails/1/html").policy.contains("img-src data:;"))
            let pictures = try await client.get("/mails/1/html?images=oui")
            #expect(pictures.policy.contains("img-src data: https:") && !pictures.policy.contains("script"))
            #expect(pictures.policy.hasPrefix("sandbox allow-popups"))
            let dark = try await client.get("/mails/1/html?fond=sombre")
            #expect(dark.policy.contains("img-src data:;"))
            #expect(dark.body.contains("<base target=\"_blank\">"))
        }
    }

    @Test("The files of a mail are named with their sizes, and come to be stored, whatever they say that they are")
    func attachments() async throws {
        let text = """
            Subject: x
            Content-Type: multipart/mixed; boundary=b

            --b

            Bonjour

            --b
            Content-Type: text/html
            Content-Disposition: attachment; filename*=utf-8''%C3%A9t%C3%A9.html

            <script>alert(1)</script>
            --b--

            """
        let mail = CaughtMail(
            sender: "a@shop.test", recipients: ["camille@client.test"],
            bytes: Array(text.replacing("\n", with: "\r\n").utf8))
        try await DemoClient.serving([mail]) { client in
            #expect(try await client.get("/mails/1").body.contains(#""files":[{"#))
            #expect(try await client.get("/mails/1").body.contains("été.html"))
            let file = try await client.get("/mails/1/files/0")
            #expect(file.body == "<script>alert(1)</script>" && file.policy.hasPrefix("sandbox "))
            for path in ["/mails/1/files/1", "/mails/1/files/-1", "/mails/2/files/0"] {
                #expect(try await client.get(path).status == 404)
            }
        }
        for (bytes, words) in [
            (1, "1\u{A0}octets"), (1_500, "1,5\u{A0}ko"), (999_700, "1\u{A0}Mo"), (2_400_000, "2,4\u{A0}Mo"),
            (15_300_000, "15\u{A0}Mo"),
        ] {
            #expect(DemoMail.size(bytes) == words)
        }
    }

    @Test("The page and its files load, under a policy that allows its own script alone")
    func files() async throws {
        try await DemoClient.serving { client in
            for path in ["/", "/page.css", "/page.js", "/kinds"] {
                let answer = try await client.get(path)
                #expect(answer.status == 200)
                #expect(answer.policy.hasPrefix("default-src 'none'; script-src 'self';"))
            }
        }
    }

    @Test("An order is enqueued and answered with the id, a refusal with its reason")
    func orders() async throws {
        try await DemoClient.serving { client in
            let order = #"{"kind":"password-reset","recipient":"camille@client.test","name":"C","parameters":"{}"}"#
            let taken = try await client.post(order)
            #expect(taken.body == #"{"id":"password-reset camille@client.test C {}"}"#)
            let refused = try await client.post(order.replacing("camille@", with: "nobody@"))
            #expect(refused.body == #"{"fault":"no such recipient"}"#)
        }
    }

    @Test("What has become of a message is told by its id; an unknown one is 404")
    func life() async throws {
        try await DemoClient.serving { client in
            let known = try await client.get("/messages/\(DemoClient.known)")
            let life = try JSONDecoder().decode(DemoLife.self, from: Data(known.body.utf8))
            #expect(life.isOver && life.name == "failed")
            #expect(life.attempts.first?.reply == "550 5.1.1 No such mailbox here")
            #expect(try await client.get("/messages/01993c9e-0000-7000-8000-000000000001").status == 404)
            #expect(try await client.get("/messages/x").status == 404)
        }
    }

    @Test("Other sites are kept out: a foreign Host, and a form's content type")
    func strangers() async throws {
        try await DemoClient.serving { client in
            for host in ["evil.test", "127.0.0.1.evil.test:80"] {
                let answer = try await client.get("/mails", headers: ["Host": host])
                #expect(answer.status == 421)
            }
            let form = try await client.post("{}", type: "text/plain")
            #expect(form.status == 415)
        }
    }

    @Test("A port that is taken is named in one line")
    func takenPort() async throws {
        try await CatchingServer.running { other in
            let page = DemoPage(
                mailbox: MailStore(), kinds: [], port: other.port, onListening: { _ in }, enqueue: { _, _, _, _ in "" })
            let fault = await #expect(throws: DemoPage.ListenFault.self) { try await page.run() }
            #expect(fault?.description.hasPrefix("cannot listen on 127.0.0.1:\(other.port): ") == true)
            #expect(fault?.description.contains("\n") == false)
        }
    }

    @Test("The command finds a taken port before it starts anything, and says what to do")
    func takenPortOfCommand() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await CatchingServer.running { other in
            let binary = Binary(environment: ["XDG_STATE_HOME": folder.path])
            let result = try await binary.run("demo", "--port", "\(other.port)")
            #expect(result.code == 1)
            #expect(result.errorLines.count == 1 && result.error.contains("127.0.0.1:\(other.port)"), "\(result.error)")
            #expect(result.error.contains("--port 0"))
            #expect(result.output.isEmpty)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    /// A mail of two parts.
    private static func mail(_ subject: String) -> CaughtMail {
        let text = """
            Subject: \(subject)
            Feedback-ID: password-reset:transactional:fr:boutique01
            Content-Type: multipart/alternative; boundary=b

            --b

            Bonjour

            --b
            Content-Type: text/html

            <head></head><script>alert(1)</script>

            --b--

            """
        return CaughtMail(
            sender: "a@shop.test", recipients: ["camille@client.test"],
            bytes: Array(text.replacing("\n", with: "\r\n").utf8))
    }
}
