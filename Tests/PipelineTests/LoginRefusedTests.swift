import Logging
import Mail
import Replies
import Testing

@testable import Pipeline

@Suite("A relay that refuses the login is down at once")
struct LoginRefusedTests {
    @Test(
        "No other message would get further, and each knock may lock the account (RFC 4954 section 6)",
        arguments: [
            (Transmission.End.refused(Reply(code: 535, enhanced: "5.7.8", text: "wrong password"), at: .auth), true),
            (.refused(Reply(code: 534, enhanced: "5.7.9", text: "mechanism too weak"), at: .auth), true),
            (.broken(.loginImpossible, at: .auth, detail: "only GSSAPI"), true),
            (.broken(.passwordUnreadable, at: .auth, detail: "no such file"), true),
            (.broken(.tokenRefused, at: .auth, detail: "invalid_client"), true),
            (.broken(.tokenUnreadable, at: .auth, detail: "no such file"), true),
            // Time may heal these, and another message may pass.
            (.refused(Reply(code: 454, enhanced: "4.7.0", text: "try again later"), at: .auth), false),
            (.broken(.tokenServerUnreachable, at: .auth, detail: "time-out"), false),
            (.broken(.connectionRefused, at: .connect, detail: "refused"), false),
            (.refused(Reply(code: 535, enhanced: "5.7.8", text: "who are you?"), at: .mail), false),
        ])
    func concernsAll(end: Transmission.End, expected: Bool) throws {
        let verdict = try ReplyFile.shipped().judge(end)
        #expect(RelayFeedback.Failing(end, verdict).concernsAll == expected)
    }

    @Test("One message that meets it is enough, and the operator is called")
    func down() async throws {
        let refusal = Reply(code: 535, enhanced: "5.7.8", text: "authentication failed")
        let bench = try TestWorker(carrier: ScriptedCarrier { _, _ in .refused(refusal, at: .auth) })
        await bench.outbox.enqueue()
        try await bench.whileWorking {
            #expect(await eventually { !bench.tape.lines("relay_down").isEmpty })
            #expect(bench.worker.health().relay.isDown)
        }
        #expect(bench.tape.lines("relay_down").count == 1)
        #expect(bench.tape.lines("alarm").first?.level == .error)
    }
}
