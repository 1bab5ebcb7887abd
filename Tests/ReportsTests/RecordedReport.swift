import Foundation
import Mail
import Reports
import Testing

/// One recorded report: a file in `Recorded`, whose head says what must come of it. To add a case, drop in a file.
///
/// In the mail, `{id}` stands for the identity of a message of ours, `{issue}` for that of an issue, `{token}` for a reader's key.
struct RecordedReport: Sendable, CustomTestStringConvertible {
    enum Outcome: String, Sendable {
        case bounced, delayed, delivered, complained, replied, unsubscribed
        /// No report, or one of nothing of ours.
        case ignored
    }

    static let id = "0192f3a4b5c67d8e9fa0b1c2d3e4f506"
    static let issue = "0192f3a4b5c67d8e9fa0b1c2d3e4f5aa"
    static let token = "Ab0-_defghijklmnopqrstuvwxyzABCDEFGHIJKLMNO"

    let name: String
    let outcome: Outcome
    let recipient: String?
    let code: Int?
    let enhanced: String?
    let suppression: String?
    let origin: String?
    /// As it comes over the wire.
    let mail: [UInt8]

    var testDescription: String { name }

    static let all: [RecordedReport] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Recorded")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "eml" }.sorted { $0.path < $1.path }.compactMap(RecordedReport.init)
    }()

    /// Nil for a file without a head that says what it is.
    init?(_ file: URL) {
        guard let text = try? String(contentsOf: file, encoding: .utf8), let end = text.range(of: "\n---\n") else {
            return nil
        }
        var head: [String: String] = [:]
        for line in text[..<end.lowerBound].split(separator: "\n") {
            let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if pair.count == 2 { head[pair[0]] = pair[1] }
        }
        guard let outcome = head["outcome"].flatMap(Outcome.init(rawValue:)) else { return nil }
        name = file.deletingPathExtension().lastPathComponent
        self.outcome = outcome
        recipient = head["recipient"]
        code = head["code"].flatMap { Int($0) }
        enhanced = head["enhanced"]
        suppression = head["suppression"]
        origin = head["by"]
        let filled = text[end.upperBound...].replacing("{id}", with: Self.id).replacing("{issue}", with: Self.issue)
            .replacing("{token}", with: Self.token)
        mail = Array(filled.replacing("\n", with: "\r\n").utf8)
    }
}
