import TestServers
import Testing

@testable import Catcher

@Suite("A script makes the session misbehave")
struct ScriptTests {
    /// The actions for the one command that a rule is for.
    private func actions(_ rule: Rule, on command: String, opened: Bool = false) -> [SessionAction] {
        var dialogue = Dialogue(script: Script([rule]))
        if opened { _ = dialogue.open() }
        return dialogue.actions(command)
    }

    private func write(_ text: String) -> SessionAction { .write(Array(text.utf8)) }

    @Test("Replies in place of the usual one: refusal, lines, 421 with the end, octets that are no reply")
    func replies() {
        let mail = "MAIL FROM:<a@shop.test>\r\n"
        #expect(
            actions(Rule(at: .mail, do: [.reply(451, "4.3.0 Un\n4.3.0 deux")]), on: mail)
                == [write("451-4.3.0 Un\r\n451 4.3.0 deux\r\n")])
        #expect(
            actions(Rule(at: .mail, do: [.reply(421, "4.3.2 Bye")]), on: mail) == [write("421 4.3.2 Bye\r\n"), .close])
        #expect(actions(Rule(at: .mail, do: [.raw([0xE9, 0xFF])]), on: mail) == [.write([0xE9, 0xFF])])
        #expect(actions(Rule(at: .noop, do: [.overLong(3)]), on: "NOOP\r\n") == [write("250 xxx\r\n")])
    }

    @Test("The usual reply late, in pieces, octet by octet, or followed by the end")
    func manners() {
        let pause = Duration.seconds(5)
        let noop = "NOOP\r\n"
        #expect(
            actions(Rule(at: .noop, do: [.pause(pause), .usual]), on: noop) == [
                .pause(pause), write("250 2.0.0 Ok\r\n"),
            ])
        #expect(
            actions(Rule(at: .noop, do: [.split(2, pause)]), on: noop) == [
                write("250 2.0"), .pause(pause), write(".0 Ok\r\n"),
            ])
        let slow = actions(Rule(at: .noop, do: [.slow(pause)]), on: noop)
        #expect(slow.count == 14 + 13)
        #expect(actions(Rule(at: .noop, do: [.usual, .close]), on: noop) == [write("250 2.0.0 Ok\r\n"), .close])
        #expect(actions(Rule(at: .noop, do: [.reset, .usual]), on: noop) == [.reset])
        #expect(actions(Rule(at: .noop, do: [.hang]), on: noop + noop) == [])
        #expect(actions(Rule(at: .noop, do: [.stall]), on: noop + noop) == [.stopReading])
    }

    @Test("Lost at the dot: with `keep` the mail is caught and its reply lost, without it both are lost")
    func dot() {
        for (steps, caught) in [([Script.Step.keep, .close], 1), ([.close], 0), ([.reply(451, "4.3.0 Later")], 0)] {
            var dialogue = Dialogue(script: Script([Rule(at: .dot, do: steps)]))
            _ = dialogue.open()
            _ = dialogue.actions("x\r\n.\r\n")
            #expect(dialogue.mails.count == caught)
        }
    }

    @Test("Lost in the body after so many octets")
    func body() {
        var dialogue = Dialogue(script: Script([Rule(at: .body, do: [.read(10), .reset])]))
        _ = dialogue.open()
        #expect(dialogue.actions("123456\r\n").isEmpty)
        #expect(dialogue.actions("9\r\n.\r\n") == [.reset])
        #expect(dialogue.mails.isEmpty)
    }

    @Test("A refused recipient gets no mail; 354 without any recipient is followed by 554")
    func recipients() {
        let rules = [
            Rule(at: .rcpt, where: { $0.recipient == "bad@client.test" }, do: [.reply(550, "5.1.1 Unknown")]),
            Rule(at: .data, do: [.reply(354, "Go on")]),
        ]
        var dialogue = Dialogue(script: Script(rules))
        let group = "MAIL FROM:<a@shop.test>\r\nRCPT TO:<bad@client.test>\r\n"
        #expect(dialogue.send(group) == "250 2.1.0 Ok\r\n550 5.1.1 Unknown")
        #expect(dialogue.send("DATA\r\n") == "354 Go on")
        #expect(dialogue.send(".\r\n") == "554 5.5.1 No valid recipients")
        _ = dialogue.send(group + "RCPT TO:<good@client.test>\r\n")
        _ = dialogue.send("DATA\r\n")
        #expect(dialogue.send("x\r\n.\r\n") == "250 2.0.0 Caught")
        #expect(dialogue.mails.map(\.recipients) == [["good@client.test"]])
    }

    @Test("Rules count: the first, one in three, the first of each recipient; the first rule that fits decides")
    func counting() {
        func moment(_ recipient: String, _ stage: Script.Stage = .rcpt) -> Script.Moment {
            Script.Moment(stage: stage, recipient: recipient)
        }
        let refusal = [Script.Step.reply(451, "Later")]
        let first = Script([Rule(at: .rcpt, .first(2), do: refusal)])
        #expect((1...4).map { _ in first.steps(moment("a")) == refusal } == [true, true, false, false])
        let every = Script([Rule(at: .rcpt, .every(3), do: refusal)])
        #expect((1...6).map { _ in every.steps(moment("a")) == refusal } == [false, false, true, false, false, true])
        let each = Script([Rule(at: .rcpt, .firstOfEachRecipient(1), do: refusal)])
        #expect(["a", "b", "a", "b"].map { each.steps(moment($0)) == refusal } == [true, true, false, false])
        #expect(each.steps(moment("c", .data)) == [.usual])
        let both = Script([Rule(at: .rcpt, .first(1), do: [.close]), Rule(at: .rcpt, do: refusal)])
        #expect([both.steps(moment("a")), both.steps(moment("a"))] == [[.close], refusal])
    }

    @Test("A script sees connection, message number, sender and recipient")
    func moments() {
        let expected = Script.Moment(
            stage: .dot, connection: 1, message: 2, sender: "a@shop.test", recipient: "b@client.test")
        var dialogue = Dialogue(script: Script { $0 == expected ? [.reply(452, "4.2.2 Full")] : [.usual] })
        for reply in ["250 2.0.0 Caught", "452 4.2.2 Full", "250 2.0.0 Caught"] {
            _ = dialogue.open()
            #expect(dialogue.send(".\r\n") == reply)
        }
    }
}
