import Foundation
import Mail
import Templates
import Testing

@testable import Catcher
@testable import facteur

/// Python's http.client, pointed at a page that is being served.
struct DemoClient: Sendable {
    struct Answer: Decodable, Sendable {
        var status: Int
        var policy: String
        var body: String
    }

    private struct Refusal: Error, CustomStringConvertible {
        var description: String
    }

    private struct Request: Encodable {
        var address: String
        var path: String
        var method: String
        var headers: [String: String]
        var body: String?
    }

    /// The one message whose life the page knows.
    static let known = "01993c9e-0000-7000-8000-000000000000"

    let address: String

    /// Serves a page over some mails while the body runs; it enqueues for one recipient and refuses all others.
    static func serving(_ mails: [CaughtMail] = [], _ body: (DemoClient) async throws -> Void) async throws {
        let mailbox = MailStore()
        for mail in mails { mailbox.add(mail) }
        let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
        let page = DemoPage(
            mailbox: mailbox,
            kinds: [DemoKind(name: "password-reset", description: "A link.", sample: #"{"link":"https://x.test"}"#)],
            port: 0, onListening: { continuation.yield($0) },
            enqueue: { kind, recipient, name, parameters in
                guard recipient == "camille@client.test" else { throw Refusal(description: "no such recipient") }
                return "\(kind) \(recipient) \(name) \(parameters)"
            },
            life: { id in
                guard id.description == Self.known else { return nil }
                let attempt = DemoLife.Attempt(
                    number: 1, time: 1_795_502_149_123, outcome: DemoWords.outcome("failed"),
                    reply: "550 5.1.1 No such mailbox here", took: 12)
                return DemoLife(state: "Échec", name: "failed", isOver: true, attempts: [attempt])
            })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await page.run()
            }
            if let address = await addresses.first(where: { _ in true }) {
                try await body(DemoClient(address: address))
                group.cancelAll()
            }
            try await group.waitForAll()
        }
    }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> Answer {
        try await answer(to: Request(address: address, path: path, method: "GET", headers: headers, body: nil))
    }

    func post(_ body: String, type: String = "application/json") async throws -> Answer {
        try await answer(
            to: Request(
                address: address, path: "/messages", method: "POST", headers: ["Content-Type": type], body: body))
    }

    private func answer(to request: Request) async throws -> Answer {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let order = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        process.arguments = ["python3", "-c", Self.program, order]
        let output = Pipe()
        process.standardOutput = output
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        defer { try? output.fileHandleForReading.close() }
        return try JSONDecoder().decode(Answer.self, from: output.fileHandleForReading.readDataToEndOfFile())
    }

    private static let program = #"""
        import http.client, json, sys, urllib.parse
        order = json.loads(sys.argv[1])
        client = http.client.HTTPConnection(urllib.parse.urlparse(order["address"]).netloc)
        client.request(order["method"], order["path"], order.get("body"), order["headers"])
        answer = client.getresponse()
        print(json.dumps({"status": answer.status, "policy": answer.headers.get("Content-Security-Policy", ""),
            "body": answer.read().decode()}))
        """#
}
