import Mail
import Replies
import Testing

/// One line of the table in the tests' words.
struct VerdictCase: Sendable, CustomTestStringConvertible {
    var code: Int
    var enhanced: String?
    var text: String
    var stage: SMTPStage
    var blame: Verdict.Blame
    var action: Verdict.Action
    var suppress: Bool
    var alarm: Verdict.Alarm

    init(
        _ code: Int, _ enhanced: String?, text: String = "", at stage: SMTPStage = .rcpt, is blame: Verdict.Blame,
        _ action: Verdict.Action, suppress: Bool = false, _ alarm: Verdict.Alarm = .none
    ) {
        self.code = code
        self.enhanced = enhanced
        self.text = text
        self.stage = stage
        self.blame = blame
        self.action = action
        self.suppress = suppress
        self.alarm = alarm
    }

    var testDescription: String { "\(code) \(enhanced ?? "-") \(text) at \(stage.rawValue)" }
}

@Suite("A verdict by the table that ships")
struct VerdictTests {
    private let table: ReplyTable

    init() throws { table = try ReplyFile.shipped() }

    private func judge(_ end: Transmission.End) -> Verdict { table.judge(end) }

    @Test(
        "Replies are judged by code, enhanced code, stage and text (S5, S7, S8, S10)",
        arguments: [
            // The relay: not the message's fault, the attempt does not count.
            VerdictCase(421, "4.3.2", at: .greeting, is: .relay, .retry),
            VerdictCase(421, nil, at: .rcpt, is: .relay, .retry),
            VerdictCase(421, "4.7.28", at: .mail, is: .relay, .retry),
            VerdictCase(450, nil, at: .greeting, is: .relay, .retry),
            VerdictCase(454, nil, at: .startTLS, is: .relay, .retry, .notice),
            VerdictCase(454, "4.7.0", at: .auth, is: .relay, .retry, .notice),
            VerdictCase(452, "4.3.1", at: .mail, is: .relay, .retry, .notice),
            VerdictCase(452, "4.3.1", at: .dot, is: .relay, .retry, .notice),
            VerdictCase(451, "4.3.0", at: .mail, is: .relay, .retry),
            VerdictCase(432, "4.7.12", at: .auth, is: .relay, .retry),
            // Login, TLS, our name: nothing leaves until somebody acts, and nothing is lost.
            VerdictCase(535, "5.7.8", at: .auth, is: .us, .retry, .page),
            VerdictCase(534, "5.7.9", at: .auth, is: .us, .retry, .page),
            VerdictCase(538, nil, at: .auth, is: .us, .retry, .page),
            VerdictCase(535, nil, at: .mail, is: .us, .retry, .page),
            VerdictCase(530, "5.7.0", at: .mail, is: .us, .retry, .page),
            VerdictCase(530, "5.5.1", at: .rcpt, is: .us, .retry, .page),
            VerdictCase(504, nil, at: .auth, is: .us, .retry, .page),
            VerdictCase(554, nil, at: .greeting, is: .us, .retry, .page),
            VerdictCase(550, "5.7.1", at: .ehlo, is: .us, .retry, .page),
            VerdictCase(550, "5.7.1", at: .mail, is: .us, .retry, .page),
            VerdictCase(501, nil, at: .startTLS, is: .us, .retry, .page),
            // The recipient, for the moment.
            VerdictCase(450, "4.2.1", is: .recipient, .retry),
            VerdictCase(450, "4.7.1", text: "greylisted", is: .recipient, .retry),
            VerdictCase(451, "4.7.1", at: .data, is: .recipient, .retry),
            VerdictCase(452, "4.2.2", is: .recipient, .retry),
            VerdictCase(452, "4.5.3", is: .recipient, .retry),
            VerdictCase(451, "4.4.1", at: .dot, is: .recipient, .retry),
            VerdictCase(451, nil, at: .dot, is: .recipient, .retry),
            VerdictCase(499, "4.9.9", is: .recipient, .retry),
            // The recipient, for good.
            VerdictCase(550, "5.1.1", is: .recipient, .fail, suppress: true),
            VerdictCase(550, "5.1.10", is: .recipient, .fail, suppress: true),
            VerdictCase(550, "5.1.6", is: .recipient, .fail, suppress: true),
            VerdictCase(553, "5.1.3", is: .recipient, .fail, suppress: true),
            VerdictCase(550, "5.1.1", at: .dot, is: .recipient, .fail, suppress: true),
            VerdictCase(550, "5.1.2", is: .recipient, .fail),
            VerdictCase(550, "5.2.1", is: .recipient, .fail),
            VerdictCase(552, "5.2.2", is: .recipient, .fail),
            VerdictCase(521, nil, is: .recipient, .fail, suppress: true),
            VerdictCase(556, "5.1.10", is: .recipient, .fail, suppress: true),
            VerdictCase(550, nil, is: .recipient, .fail),
            VerdictCase(599, "5.9.9", is: .recipient, .fail),
            // This message.
            VerdictCase(552, "5.3.4", is: .message, .fail, .notice),
            VerdictCase(552, nil, at: .mail, is: .message, .fail, .notice),
            VerdictCase(554, "5.6.0", at: .dot, is: .message, .fail, .notice),
            VerdictCase(554, "5.6.7", at: .dot, is: .message, .fail, .notice),
            VerdictCase(550, nil, at: .mail, is: .message, .fail, .notice),
            VerdictCase(550, "5.1.1", at: .mail, is: .message, .fail, .notice),
            // Our standing.
            VerdictCase(550, "5.7.1", is: .us, .fail, .notice),
            VerdictCase(554, "5.7.1", text: "Relay access denied", is: .us, .retry, .page),
            VerdictCase(554, "5.7.0", at: .dot, is: .us, .fail, .notice),
            VerdictCase(550, "5.7.26", at: .dot, is: .domain, .retry, .page),
            VerdictCase(550, "5.7.515", at: .dot, is: .domain, .retry, .page),
            VerdictCase(450, "4.7.26", at: .dot, is: .domain, .retry, .page),
            VerdictCase(450, "4.7.26", at: .mail, is: .us, .retry, .page),
            VerdictCase(553, "5.1.8", is: .us, .retry, .page),
            VerdictCase(502, "5.5.1", is: .us, .fail, .notice),
            VerdictCase(500, nil, at: .data, is: .us, .fail, .notice),
            // Providers that say one thing and mean another.
            VerdictCase(552, "5.1.1", text: "Boite du destinataire pleine OFR_417", is: .recipient, .retry),
            VerdictCase(
                550, nil, text: "Service refuse. Veuillez essayer plus tard. OFR_999", is: .domain, .retry, .notice),
            VerdictCase(550, nil, text: "Service refuse. Veuillez essayer plus tard.", is: .recipient, .retry),
            VerdictCase(
                550, "5.7.1", text: "part of their network is on our block list (S3150)", is: .domain, .retry, .page),
            VerdictCase(550, nil, text: "spam detected", at: .dot, is: .domain, .retry, .notice),
            VerdictCase(554, nil, text: "spam detected", at: .dot, is: .us, .fail, .notice),
            // A provider's throttle that the relay passes on is the domain's; a bare 421 is the relay's.
            VerdictCase(421, "4.7.28", at: .dot, is: .domain, .retry, .notice),
            VerdictCase(421, nil, text: "Too many connections, slow down. OFR004_104", is: .domain, .retry, .notice),
            VerdictCase(421, nil, text: "Service refuse OFR004_104", at: .mail, is: .relay, .retry),
            // Servers that contradict themselves: the reply code rules.
            VerdictCase(550, "4.1.1", is: .recipient, .fail, suppress: true),
            VerdictCase(450, "5.1.1", is: .recipient, .retry),
        ])
    func replies(row: VerdictCase) {
        let reply = Reply(code: row.code, enhanced: row.enhanced, text: row.text)
        let verdict = judge(.refused(reply, at: row.stage))
        #expect(verdict.blame == row.blame)
        #expect(verdict.action == row.action)
        #expect(verdict.suppress == row.suppress)
        #expect(verdict.alarm == row.alarm)
        #expect(!verdict.sentence.isEmpty)
    }

    @Test("4xx never fails a message and 5xx never counts as a passing fault, unless a text says so (S7, S9)")
    func everyCode() {
        for stage in SMTPStage.allCases {
            for code in 400...499 {
                let verdict = judge(.refused(Reply(code: code, enhanced: nil, text: ""), at: stage))
                #expect(verdict.action == .retry, "\(code) at \(stage)")
                #expect(!verdict.suppress)
            }
            for code in 500...599 {
                let verdict = judge(.refused(Reply(code: code, enhanced: nil, text: ""), at: stage))
                let isFinal = verdict.action == .fail || verdict.blame == .us
                #expect(isFinal, "\(code) at \(stage)")
            }
        }
    }

    @Test("A refused sender says nothing of the recipient: nothing before RCPT suppresses (S8)")
    func suppressesOnlyRecipients() {
        for stage in [SMTPStage.connect, .greeting, .ehlo, .startTLS, .auth, .mail] {
            for enhanced in ["5.1.1", "5.1.3", "5.1.6", "5.1.10", nil] {
                for code in [521, 550, 553, 556] {
                    #expect(!judge(.refused(Reply(code: code, enhanced: enhanced, text: ""), at: stage)).suppress)
                }
            }
        }
    }

    @Test("Only a fault of the relay's, or of ours that stops everything, concerns the breaker (S14)")
    func concernsRelay() {
        func concerns(_ end: Transmission.End) -> Bool { judge(end).concernsRelay }
        #expect(concerns(.refused(Reply(code: 421, enhanced: nil, text: ""), at: .rcpt)))
        #expect(concerns(.refused(Reply(code: 535, enhanced: nil, text: ""), at: .auth)))
        #expect(!concerns(.refused(Reply(code: 450, enhanced: nil, text: ""), at: .rcpt)))
        #expect(!concerns(.refused(Reply(code: 550, enhanced: "5.7.1", text: ""), at: .dot)))
    }

    @Test("A reply that no row was made for is told from those that one knows (S7)")
    func isGeneral() {
        func isGeneral(_ code: Int, _ enhanced: String?, _ text: String, at stage: SMTPStage) -> Bool {
            judge(.refused(Reply(code: code, enhanced: enhanced, text: text), at: stage)).isGeneral
        }
        #expect(isGeneral(550, nil, "Requested action not taken", at: .rcpt))
        #expect(isGeneral(554, nil, "Transaction failed", at: .dot))
        #expect(isGeneral(451, "4.4.1", "No answer from host", at: .dot))
        #expect(isGeneral(451, nil, "Local error", at: .mail))
        #expect(isGeneral(550, nil, "No", at: .mail))
        #expect(isGeneral(354, nil, "Go ahead", at: .mail))
        #expect(!isGeneral(550, "5.1.1", "User unknown", at: .rcpt))
        #expect(!isGeneral(550, "5.7.1", "Refused", at: .rcpt))
        #expect(!isGeneral(554, nil, "Sending paused for this account", at: .dot))
        #expect(!isGeneral(421, nil, "", at: .rcpt))
    }

    @Test("A full mailbox and greylisting are given time (S15)")
    func patience() {
        func patience(_ code: Int, _ enhanced: String) -> Duration {
            judge(.refused(Reply(code: code, enhanced: enhanced, text: ""), at: .rcpt)).patience
        }
        #expect(patience(450, "4.7.1") >= .seconds(300))
        #expect(patience(452, "4.2.2") >= .seconds(3600))
        #expect(patience(451, "4.4.1") == .zero)
    }
}
