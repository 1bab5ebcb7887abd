import Testing

@testable import Catcher

@Suite("The mailbox numbers, keeps and hands out what was caught", .timeLimit(.minutes(1)))
struct MailStoreTests {
    private func mail(_ recipient: String) -> CaughtMail {
        CaughtMail(sender: "a@shop.test", recipients: [recipient], bytes: [])
    }

    @Test("Arrivals begin with what is there and go on with what comes")
    func arrivals() async {
        let mailbox = MailStore()
        mailbox.add(mail("1"))
        var arrivals = mailbox.arrivals().makeAsyncIterator()
        mailbox.add(mail("2"))
        #expect(await arrivals.next()?.recipients == ["1"])
        #expect(await arrivals.next()?.number == 2)
        #expect(mailbox.mails(to: "2").count == 1)
    }

    @Test("Beyond its capacity the oldest mail goes, and the count goes on")
    func capacity() {
        let mailbox = MailStore(capacity: 2)
        for recipient in ["1", "2", "3"] { mailbox.add(mail(recipient)) }
        #expect(mailbox.mails.map(\.number) == [2, 3])
        #expect(mailbox.count == 3)
    }

    @Test("A wait ends when enough has come, or throws what is missing")
    func waiting() async throws {
        let mailbox = MailStore()
        async let patience: Void = mailbox.wait(for: 2)
        for recipient in ["1", "2"] { mailbox.add(mail(recipient)) }
        try await patience
        let error = await #expect(throws: MailStore.TooLittleMail.self) {
            try await mailbox.wait(for: 3, within: .milliseconds(20))
        }
        #expect(error?.description == "waited for 3 mails, caught 2")
    }
}
