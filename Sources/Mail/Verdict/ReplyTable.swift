/// What servers' replies mean, a row each. The first row that fits decides.
package struct ReplyTable: Sendable {
    package let rows: [ReplyRow]

    package init(rows: [ReplyRow]) { self.rows = rows }

    /// What an attempt's end means. Whoever reads it needs no other knowledge of SMTP.
    package func judge(_ end: Transmission.End) -> Verdict {
        switch end {
        case .accepted: return Verdict(.none, .accept, "the relay took the message")
        case .broken(let fault, _, _): return .of(fault)
        case .inDoubt(let fault, _): return .ofDoubt(fault)
        case .refused(let reply, let stage):
            guard let index = firstRow(for: reply, at: stage) else {
                return Verdict(
                    .relay, .retry, alarm: .notice, isGeneral: true, "the relay's answer fits no rule of SMTP")
            }
            var verdict = rows[index].verdict
            if reply.isTransient, verdict.action == .retry { verdict.named = NamedWait.find(in: reply.text) }
            return verdict
        }
    }

    /// Which row decides; nil when none fits. Before MAIL a relay speaks of itself and of us, whatever words it uses: no message's
    /// end, and nobody's mailbox.
    package func firstRow(for reply: Reply, at stage: SMTPStage) -> Int? {
        let wording = ReplyWording(reply.text)
        return rows.firstIndex {
            (!stage.isOpening || $0.verdict.concernsRelay) && $0.fits(reply, wording, at: stage)
        }
    }
}
