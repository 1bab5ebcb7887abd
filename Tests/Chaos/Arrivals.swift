import Catcher
import MailReading
import TestServers

/// How often each recipient got mail.
struct Arrivals {
    let counts: [String: Int]

    init(_ mailbox: MailStore) {
        counts = Dictionary(mailbox.mails.flatMap(\.recipients).map { ($0, 1) }, uniquingKeysWith: +)
    }

    /// Who got more than one.
    var twice: [String] { counts.filter { $0.value > 1 }.keys.sorted() }

    /// The Message-IDs of what each recipient got.
    static func identifiers(_ mailbox: MailStore) -> [String: Set<String>] {
        var identifiers: [String: Set<String>] = [:]
        for mail in mailbox.mails {
            let identifier = MailReader(mail.bytes).header("message-id") ?? ""
            for recipient in mail.recipients { identifiers[recipient, default: []].insert(identifier) }
        }
        return identifiers
    }
}

/// What was in doubt.
enum Doubts {
    /// How often a message to each recipient was sent again after a doubt.
    static func resends(on stage: Stage) async throws -> [String: Int] {
        let lines = try await stage.sql(
            """
            select m.recipient || ' ' || count(*) from facteur.delivery d join facteur.message m on m.id = d.message
            where d.outcome = 'resend' group by m.recipient
            """)
        return Dictionary(
            lines.map { line in
                let words = line.split(separator: " ")
                return (String(words[0]), Int(words[1]) ?? 0)
            }, uniquingKeysWith: +)
    }

    /// Does a person's work: what the relay has counts as sent, the rest goes again. How many were held.
    static func resolve(by mailbox: MailStore, on stage: Stage) async throws -> Int {
        let lines = try await stage.sql(
            "select d.id || ' ' || m.recipient from facteur.in_doubt d join facteur.message m on m.id = d.id")
        let arrived = Set(mailbox.mails.flatMap(\.recipients))
        let held = lines.map { $0.split(separator: " ").map(String.init) }
        for (option, isThere) in [("--sent", true), ("--resend", false)] {
            let messages = held.filter { arrived.contains($0[1]) == isThere }.map { $0[0] }
            if messages.isEmpty { continue }
            let result = try await stage.binary.run(["resolve", option] + messages)
            guard result.code == 0 else { throw Stage.Failure("resolve: \(result.error)") }
        }
        return held.count
    }
}
