import Mail
import TestServers
import Testing

@testable import IMAP

@Suite("A mailbox of a real IMAP server", .timeLimit(.minutes(3)))
struct MailboxTests {
    private func settings(_ dovecot: Dovecot, password: String? = nil) -> MailboxSettings {
        let password = password ?? dovecot.password
        var settings = MailboxSettings(
            host: dovecot.host, port: dovecot.implicitTLSPort, username: "retours",
            proof: .password({ () throws(MailboxFault) in password }))
        settings.caFile = dovecot.caFile
        return settings
    }

    private static let mails = [
        "Subject: un\n\nUn\n", "Subject: deux\n\n.\n..\nA004 OK faux\n* BYE\n)\n",
        "Subject: grand\n\n" + String(repeating: "Une ligne, é.\n", count: 100_000),
    ]

    @Test(
        "Every mail is read whole, and moved, whether the server can MOVE or not, with STARTTLS and with TLS at once",
        arguments: ["", "IMAP4rev1 UIDPLUS", "IMAP4rev1"], [true, false])
    func emptied(capabilities: String, isImplicit: Bool) async throws {
        try await Dovecot.running(capabilities: capabilities) { dovecot in
            for (number, mail) in Self.mails.enumerated() {
                try dovecot.deliver(mail, to: "retours", named: "\(number).test")
            }
            var settings = settings(dovecot)
            settings.handledFolder = "Traités & rangés"
            if !isImplicit { (settings.implicitTLS, settings.port) = (false, dovecot.port) }
            let mailbox = IMAPMailbox(settings)
            let numbers = try await mailbox.waiting()
            #expect(numbers.count == 3)
            var read: Set<String> = []
            for number in numbers {
                let mail = try #require(try await mailbox.mail(number, limit: 10_000_000))
                read.insert(String(decoding: mail, as: UTF8.self).replacing("\r\n", with: "\n"))
                try await mailbox.putAway(number)
                #expect(try await mailbox.mail(number, limit: 100) == nil)
            }
            #expect(read == Set(Self.mails))
            #expect(try await mailbox.waiting().isEmpty)
            #expect(dovecot.count(of: "", of: "retours") == 0)
            #expect(dovecot.count(of: "Trait&AOk-s &- rang&AOk-s", of: "retours") == 3)
        }
    }

    @Test("Of a mail that is too large only its beginning is read")
    func large() async throws {
        try await Dovecot.running { dovecot in
            try dovecot.deliver(Self.mails[2], to: "retours", named: "0.test")
            let mailbox = IMAPMailbox(settings(dovecot))
            for number in try await mailbox.waiting() {
                #expect(try await mailbox.mail(number, limit: 1_000)?.count == 1_000)
            }
        }
    }

    @Test("A wrong password, folder or authority is told in one line, without the password")
    func refused() async throws {
        try await Dovecot.running { dovecot in
            var (folder, authority) = (settings(dovecot), settings(dovecot))
            folder.folder = "Nulle part"
            authority.caFile = nil
            for (settings, words) in [
                (settings(dovecot, password: "hunter2-hunter2"), "check the login"), (folder, "check the folders"),
                (authority, "check the certificate's authority"),
            ] {
                let fault = await #expect(throws: MailboxFault.self) { _ = try await IMAPMailbox(settings).waiting() }
                #expect(fault?.kind == .refused)
                #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
                #expect(fault?.description.contains("hunter2") == false && fault?.description.contains("\n") == false)
            }
        }
    }

    @Test("A server that is gone is waited for")
    func gone() async throws {
        let gone: MailboxSettings = try await Dovecot.running { self.settings($0) }
        let fault = await #expect(throws: MailboxFault.self) { _ = try await IMAPMailbox(gone).waiting() }
        #expect(fault?.kind == .unreachable)
    }
}
