import Testing

@testable import Catcher
@testable import facteur

@Suite("The demo's server answers as an address asks")
struct DemoConductTests {
    private static let good = UsualReply(code: 250, octets: Array("250 2.1.5 Ok\r\n".utf8))

    private static func moment(_ stage: SessionStage, _ recipient: String?) -> SessionMoment {
        SessionMoment(stage: stage, recipient: recipient)
    }

    @Test(
        "By the word with which the address begins",
        arguments: [
            ("refus@client.test", DemoConduct.Wish.refusal), ("REFUS-417@client.test", .refusal),
            ("attente.2@client.test", .delay),
            ("doute@client.test", .doubt), ("camille@client.test", nil), ("refuser@client.test", nil), ("", nil),
            ("4@x.test", nil),
        ])
    func wish(recipient: String, expected: DemoConduct.Wish?) {
        #expect(DemoConduct.Wish(recipient: recipient) == expected)
    }

    @Test("A refusal is for good, each time")
    func refusal() {
        let conduct = DemoConduct()
        for _ in 0..<3 {
            let answer = conduct.answer(at: Self.moment(.rcpt, "refus@client.test"), usual: Self.good)
            #expect(!answer.takesEffect)
            #expect(answer.actions == [.write(Array("550 5.1.1 No such mailbox here\r\n".utf8))])
        }
    }

    @Test("Whoever is put off is taken the third time, and others meanwhile")
    func delay() {
        let conduct = DemoConduct()
        let visits = (0..<4).map { _ in
            conduct.answer(at: Self.moment(.rcpt, "attente@client.test"), usual: Self.good).takesEffect
        }
        #expect(visits == [false, false, true, true])
        #expect(!conduct.answer(at: Self.moment(.rcpt, "attente-2@client.test"), usual: Self.good).takesEffect)
        #expect(conduct.answer(at: Self.moment(.rcpt, "zoe@client.test"), usual: Self.good).takesEffect)
    }

    @Test("A doubt is a mail that is caught and not answered, once")
    func doubt() {
        let conduct = DemoConduct()
        let moment = Self.moment(.dot, "doute@client.test")
        let first = conduct.answer(at: moment, usual: Self.good)
        #expect(first.takesEffect && first.endsSession && first.actions == [.reset])
        #expect(conduct.answer(at: moment, usual: Self.good) == GoodConduct().answer(at: moment, usual: Self.good))
    }

    @Test("What a good server refuses, this one refuses in the same words")
    func fault() {
        let refused = UsualReply(code: 503, octets: Array("503 5.5.1 Send MAIL first\r\n".utf8))
        let moment = Self.moment(.rcpt, "attente@client.test")
        #expect(DemoConduct().answer(at: moment, usual: refused) == GoodConduct().answer(at: moment, usual: refused))
    }
}
