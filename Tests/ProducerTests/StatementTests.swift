import FacteurClient
import Foundation
import Synchronization
import Testing

@Suite("What the client for Swift sends")
struct StatementTests {
    /// A connection that keeps what it was asked for, and answers what it was given.
    final class Recorder: FacteurConnection {
        let asked = Mutex<[(statement: String, values: [String?])]>([])
        let answer: [[String?]]

        init(_ answer: [[String?]]) { self.answer = answer }

        func rows(of statement: String, with values: [String?]) async throws -> [[String?]] {
            asked.withLock { $0.append((statement, values)) }
            return answer
        }
    }

    private struct Letter: Encodable {
        let link = "https://www.shop.example/?a=1&b='x'"
        let changed = Date(timeIntervalSince1970: 1_764_417_600)
        let lines = ["Œuf", "\"deux\""]
    }

    @Test("Values are bound, never written into a statement, and what was not given is left to the database")
    func bound() async throws {
        let id = UUID()
        let recorder = Recorder([[id.uuidString.lowercased()]])
        let outbox = Outbox(recorder)
        #expect(try await outbox.enqueue(Message(kind: "k'", to: "a@b.example", parameters: Letter())) == id)
        let asked = try #require(recorder.asked.withLock { $0.first })
        #expect(
            asked.statement
                == "SELECT answer::text FROM facteur.enqueue(kind => $1::text, recipient => $2::text, params => $3::text::jsonb) AS answer"
        )
        #expect(
            asked.values == [
                "k'", "a@b.example",
                #"{"changed":"2025-11-29T12:00:00Z","lines":["Œuf","\"deux\""],"link":"https://www.shop.example/?a=1&b='x'"}"#,
            ])
    }

    @Test("An attachment's bytes go as base64, and its id with the message")
    func attachments() async throws {
        let id = UUID()
        let recorder = Recorder([[id.uuidString]])
        let outbox = Outbox(recorder)
        let file = try await outbox.attach(
            name: "facture.pdf", mediaType: "application/pdf", content: Data([0, 255, 37]))
        try await outbox.enqueue(Message(kind: "k", to: "a@b.example", attachments: [file]))
        let asked = recorder.asked.withLock { $0 }
        #expect(asked.first?.statement.contains("content => decode($3::text, 'base64')") == true)
        #expect(asked.first?.values == ["facture.pdf", "application/pdf", "AP8l"])
        #expect(asked.last?.statement.contains("attachments => $4::text::uuid[]") == true)
        #expect(asked.last?.values.last == "{\(id.uuidString)}")
    }

    @Test("Many messages have the keys of one", arguments: [true, false])
    func many(isFull: Bool) async throws {
        let recorder = Recorder([[UUID().uuidString]])
        let message =
            isFull
            ? Message(
                kind: "k", to: "a@b.example", parameters: ["a": 1], locale: "fr-CA", recipientName: "A", dedupKey: "d",
                supersedeKey: "s", sendAt: Date(timeIntervalSince1970: 0), expiresAt: Date(timeIntervalSince1970: 0.5),
                attachments: [UUID()]) : Message(kind: "k", to: "a@b.example")
        try await Outbox(recorder).enqueueMany([message])
        let text = try #require(recorder.asked.withLock { $0.first?.values[0] })
        let elements = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        let keys = ["kind", "params", "recipient"]
        let optional = [
            "attachments", "dedup_key", "expires_at", "locale", "recipient_name", "send_at", "supersede_key",
        ]
        #expect(elements.map { $0.keys.sorted() } == [(isFull ? keys + optional : keys).sorted()])
        if isFull { #expect(text.contains("1970-01-01T00:00:00.500Z")) }
    }

    @Test(
        "An answer of another shape is told as such",
        arguments: [[], [["yes"]], [[nil]], [["t", "t"]], [["t"], ["t"]]] as [[[String?]]])
    func answers(rows: [[String?]]) async throws {
        let outbox = Outbox(Recorder(rows))
        let error = await #expect(throws: UnexpectedAnswer.self) { try await outbox.cancel(UUID()) }
        #expect(error?.description.contains("facteur.cancel") == true)
    }
}
