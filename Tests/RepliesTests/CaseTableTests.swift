import FoundationEssentials
import Mail
import Replies
import Testing

/// One line of a file in `Cases`: what a reply must mean.
struct ReplyCase: Sendable, CustomTestStringConvertible {
    struct Unreadable: Error { var line: Int }

    var line: Int
    var stages: [SMTPStage]
    var reply: String
    var blame: Verdict.Blame
    var action: Verdict.Action

    var testDescription: String { "line \(line): \(reply)" }

    /// All cases of a file.
    static func all(in file: String) throws -> [ReplyCase] {
        let folder = #filePath.replacing("CaseTableTests.swift", with: "Cases/")
        let text = try String(contentsOfFile: folder + file, encoding: .utf8)
        return try text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
            index, line in
            guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
            let fields = line.split(separator: " | ").map(String.init)
            let stages = fields[0].split(separator: ", ").map { SMTPStage(rawValue: String($0)) }
            guard fields.count == 4, !stages.contains(nil), let blame = Verdict.Blame(rawValue: fields[2]),
                let action = Verdict.Action(rawValue: fields[3])
            else { throw Unreadable(line: index + 1) }
            return ReplyCase(
                line: index + 1, stages: stages.compactMap(\.self), reply: fields[1].replacing("\\n", with: "\r\n"),
                blame: blame, action: action)
        }
    }
}

@Suite("Replies by the table of cases")
struct CaseTableTests {
    private let table: ReplyTable

    init() throws { table = try ReplyFile.shipped() }

    private func verdict(_ reply: String, at stage: SMTPStage) throws -> Verdict {
        var parser = ReplyParser()
        parser.append("\(reply)\r\n".utf8)
        return table.judge(.refused(try #require(try parser.next()), at: stage))
    }

    @Test(
        "What speaks of our account, sender or host holds the mail back; what speaks of the recipient or the content does not (S5, S7, S10)",
        arguments: try ReplyCase.all(in: "own-account.txt"))
    func ownAccount(row: ReplyCase) throws {
        for stage in row.stages {
            let verdict = try verdict(row.reply, at: stage)
            #expect(verdict.blame == row.blame, "\(stage.rawValue): \(verdict.sentence)")
            #expect(verdict.action == row.action, "\(stage.rawValue): \(verdict.sentence)")
            guard row.blame == .us, row.action == .retry else { continue }
            // Somebody is called once, the relay is probed, and no address is blamed.
            #expect(verdict.alarm == .page, "\(stage.rawValue): \(verdict.sentence)")
            #expect(verdict.concernsRelay && !verdict.suppress && !verdict.isGeneral)
        }
    }

    @Test("Before MAIL no reply ends a message, blames a mailbox or rests a domain, whatever its words (S7, S14)")
    func opening() throws {
        let refusals = table.rows.flatMap(\.codes).map(\.lowerBound)
        let words = try ReplyCase.all(in: "own-account.txt").map(\.reply)
        for stage in SMTPStage.allCases where stage.isOpening {
            for reply in words + refusals.map({ "\($0) 5.1.1 Mailbox full of spam" }) {
                let verdict = try verdict(reply, at: stage)
                #expect(verdict.concernsRelay, "\(stage.rawValue): \(reply): \(verdict.sentence)")
            }
        }
    }
}
