import Mail
import Replies

/// Any bytes for a table of replies: every fault is one line that names the file and its line, and what is taken judges every reply.
func checkReplies(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    do throws(ReplyFaults) {
        let table = try ReplyFile.table(text, file: "replies.yaml")
        for code in [421, 450, 550, 599] {
            let verdict = table.judge(.refused(Reply(code: code, enhanced: nil, text: "no"), at: .rcpt))
            require(verdict.action == .retry || verdict.action == .fail, "a refusal is never taken for an acceptance")
        }
    } catch {
        require(!error.faults.isEmpty, "a refused table has a fault")
        for fault in error.faults {
            require(isOneLine(fault.description), "a fault is one line: \(fault)")
            require(fault.description.hasPrefix("replies.yaml"), "a fault names its file: \(fault)")
        }
    }
}
