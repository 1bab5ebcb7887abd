import FoundationEssentials
import Logging
import Mail
import Observability
import Replies
import Synchronization

/// The table of replies by which the worker judges: the operator's file, or the one that ships. Can be read again at any
/// time; a table with faults is never used.
final class ReloadableReplies: Sendable {
    private let path: String?
    private let table: Mutex<ReplyTable>

    /// Reads the table. Throws all that is wrong with it.
    init(_ settings: Settings) throws(CommandError) {
        path = settings[Keys.SMTP.repliesFile]
        table = Mutex(try Self.read(path))
    }

    /// Where the table is from, for people.
    var origin: String { path ?? "the table that ships" }
    var count: Int { table.withLock { $0.rows.count } }

    func judge(_ end: Transmission.End) -> Verdict { table.withLock(\.self).judge(end) }

    /// Reads the file again, and says what came of it: whether it is in force. With faults the table stays what it was.
    @discardableResult
    func reload(_ logger: Logger) -> Bool {
        do throws(CommandError) {
            let new = try Self.read(path)
            table.withLock { $0 = new }
            logger.log(.setting, "replies: \(origin): \(new.rows.count) rows are in force", level: .notice)
            return true
        } catch {
            for line in error.lines {
                logger.log(.setting, "\(line); the table in force stays")
            }
            return false
        }
    }

    private static func read(_ path: String?) throws(CommandError) -> ReplyTable {
        let text = try text(path)
        do throws(ReplyFaults) { return try ReplyFile.table(text, file: path ?? "replies.yaml") } catch {
            throw CommandError(.settings, error.faults.map { "replies: \($0)" })
        }
    }

    private static func text(_ path: String?) throws(CommandError) -> String {
        guard let path else { return ReplyFile.embedded }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .settings("setting smtp.repliesFile: \(path) cannot be read: correct the path or its permissions")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
