import Catcher
import Glibc
import MailReading
import TestServers
import Testing

@testable import facteur

@Suite("Many messages", .timeLimit(.minutes(10)), .serialized)
struct VolumeTests {
    private func expectAllAccountedFor(_ count: Int, on stage: Stage) async throws {
        let status = try await stage.expectSuccess("status")
        #expect(status.output.contains("\n\(count) messages, all accounted for\n"), "\(status.output)")
    }

    @Test("10,000 mixed messages arrive once each though the relay refuses one in ten for now (S7, S12)")
    func tenThousand() async throws {
        let count = Sanitizer.scaled(10_000)
        let script = Script([Rule(at: .rcpt, .every(10), do: [.reply(451, "4.3.0 Later")])])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay).with(["FACTEUR_RETRY_TRANSACTIONAL_DELAYS": "1s"])
                try await stage.withWorker { _ in
                    for _ in 0..<10 { try await Load.transactional(count / 10, on: stage) }
                    try await relay.mailbox.wait(for: count, within: .seconds(300))
                    try await stage.wait("every outcome is stored") {
                        try await stage.sql("select count(*) from facteur.ended") == ["\(count)"]
                    }
                }
                let counts = Dictionary(grouping: relay.mailbox.mails.flatMap(\.recipients)) { $0 }.mapValues(\.count)
                #expect(counts.count == count / 10)
                #expect(counts.values.allSatisfy { $0 == 10 })
                #expect(relay.mailbox.count == count)
                #expect(
                    Set(relay.mailbox.mails.compactMap { MailReader($0.bytes).header("Message-ID") }).count == count)
                try await expectAllAccountedFor(count, on: stage)
            }
        }
    }

    @Test("After kill -9 in mid-run the next worker delivers all, and status accounts for every message (T8)")
    func kill() async throws {
        let count = Sanitizer.scaled(2000)
        let script = Script([Rule(at: .dot, do: [.pause(.milliseconds(5)), .usual])])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                try await Load.transactional(count, on: stage)
                let first = try await stage.worker()
                try await stage.wait("some mail has left") { relay.mailbox.count > count / 10 }
                first.send(SIGKILL)
                #expect(await first.end().code == -SIGKILL)
                #expect(relay.mailbox.count < count, "the worker was too quick to be killed in mid-run")
                try await expectAllAccountedFor(count, on: stage)
                try await stage.withWorker { _ in
                    try await stage.wait("every message has ended") {
                        try await stage.sql("select count(*) from facteur.ended where outcome = 'sent'") == ["\(count)"]
                    }
                }
                try await expectAllAccountedFor(count, on: stage)
                let recipients = relay.mailbox.mails.flatMap(\.recipients)
                #expect(Set(recipients).count == count)
                // Only what was between the dot and its reply when the worker died may come twice.
                #expect(recipients.count <= count + 8, "\(recipients.count)")
                #expect(
                    Set(relay.mailbox.mails.compactMap { MailReader($0.bytes).header("Message-ID") }).count == count)
            }
        }
    }
}
