import Foundation
import Mail
import Testing

@testable import Webhooks

/// One body as a provider documents it: a file in `Recorded`, named by the provider, whose head says what must come of it. To add a case,
/// drop in a file. In the body `{id}` stands for the identity of a message of ours.
///
///     event: bounced lectrice@exemple.test 550 5.1.1 yes message
///
/// are the event, the recipient, code and enhanced code (`-` for none), whether the mailbox is dead, and whether a message of ours is meant,
/// or `nobody`; `none` is an event that says nothing.
struct RecordedBody: Sendable, CustomTestStringConvertible {
    static let id = "0192f3a4b5c67d8e9fa0b1c2d3e4f506"

    let name: String
    let provider: String
    let expected: [String]
    let body: [UInt8]

    var testDescription: String { name }

    static let all: [RecordedBody] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Recorded")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }.compactMap(RecordedBody.init)
    }()

    static func named(_ name: String) -> RecordedBody? { all.first { $0.name == name } }

    /// Nil for a file without a head that says what it is.
    init?(_ file: URL) {
        guard let text = try? String(contentsOf: file, encoding: .utf8), let end = text.range(of: "\n---\n") else {
            return nil
        }
        name = file.deletingPathExtension().lastPathComponent
        provider = String(name.prefix { $0 != "-" })
        let events = text[..<end.lowerBound].split(separator: "\n").filter { $0.hasPrefix("event: ") }
            .map { String($0.dropFirst("event: ".count)) }
        guard !events.isEmpty else { return nil }
        expected = events == ["none"] ? [] : events
        let inner = String(text[end.upperBound...]).replacing("{id}", with: Self.id)
        // A topic's notification carries the event as a text.
        body = Array((["ses", "scaleway"].contains(provider) ? Self.notification(inner) : inner).utf8)
    }

    private static func notification(_ event: String) -> String {
        """
        {"Type":"Notification","MessageId":"22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324","TopicArn":"arn:aws:sns:eu-west-3:1:t",\
        "Message":\(JSONText.string(event)),"Timestamp":"2026-11-18T10:00:12.000Z"}
        """
    }
}
