import TestServers

extension HostTrial {
    /// A cable that was pulled.
    struct Made: Sendable {
        let cut: LinkCut
        let seconds: Int
        /// Who the mail was for whose dot was out then, or whose outcome was not stored.
        let open: Set<String>
        /// Transactions that came to DATA over the cut link.
        let passed: Int
        /// Mails that arrived meanwhile, from whoever was not cut off.
        let arrived: Int
        /// Workers that were taken for dead.
        let forgotten: Int
    }

    /// What the trial showed.
    struct Outcome: Sendable {
        let cuts: [Made]
        let expected: [String]
        let arrivals: Arrivals
        /// Messages that a person had to decide on.
        let held: Int
        /// How often a message to each recipient was sent again after a doubt.
        let resends: [String: Int]
        let late: [String]
        let status: String
        /// What each worker has written.
        let workers: [String]

        /// A row for each pulled cable, and one for all the mail.
        var rows: [Row] { cuts.map(row) + [row] }

        private func row(_ made: Made) -> Row {
            let cut = made.cut
            var findings = Findings()
            findings.expect(made.passed == 0, "\(made.passed) messages passed the cut link: nothing is shown")
            findings.expect(!made.open.isEmpty, "no dot was out: nothing is shown of them")
            findings.expect(
                made.forgotten == (cut.isDeath ? 1 : 0), "\(made.forgotten) workers were taken for dead")
            findings.expect(
                cut.host == Hosts.database || cut.host == Hosts.relay || made.arrived > made.seconds,
                "only \(made.arrived) mails arrived meanwhile: the others did not go on")
            return Row(
                "\(cut.host) cut off for \(made.seconds) s",
                "\(made.open.count) messages on their way; \(made.arrived) arrived meanwhile; taken for dead "
                    + "\(made.forgotten)",
                faults: findings.faults)
        }

        private var row: Row {
            let lost = expected.filter { arrivals.counts[$0] == nil }
            let open = cuts.filter(\.cut.isDeath).reduce(into: Set<String>()) { $0.formUnion($1.open) }
            let twice = arrivals.twice
            let unexplained = twice.filter { recipient in
                let allowed = resends[recipient, default: 0] + (open.contains(recipient) ? 1 : 0)
                return arrivals.counts[recipient, default: 0] - 1 > allowed
            }
            let collided = late.filter { !open.contains($0) }
            var findings = Findings()
            findings.expect(lost.isEmpty, "\(lost.count) lost: \(lost.prefix(5))")
            findings.expect(
                unexplained.isEmpty,
                "\(unexplained.count) came twice though no dot was out: \(unexplained.prefix(5))")
            findings.expect(
                collided.isEmpty, "two workers had \(collided.count) at a time: \(collided.prefix(5))")
            findings.expect(
                status.contains("\n\(expected.count) messages, all accounted for\n"),
                "status does not add up:\n\(status)")
            return Row(
                "\(workers.count) workers on hosts of their own, \(cuts.count) links cut, \(expected.count) messages",
                "lost \(lost.count); dots out when a worker was lost \(open.count), sent again after a doubt "
                    + "\(resends.values.reduce(0, +)), held for a person \(held); twice \(twice.count) (bulk "
                    + "\(twice.count { $0.hasPrefix("lecteur") })), others twice \(unexplained.count); late settlements "
                    + "\(late.count), others late \(collided.count); database_lost \(count("database_lost")) times, relay_down "
                    + "\(count("relay_down")) times",
                faults: findings.faults,
                notes: twice.map {
                    "\($0) came \(arrivals.counts[$0, default: 0]) times: "
                        + (open.contains($0)
                            ? "its dot was out when the worker was lost" : "the reply to its dot was not read")
                })
        }

        private func count(_ event: String) -> Int {
            workers.reduce(0) { count, output in
                count + output.split(separator: "\n").count { $0.contains("\"event\":\"\(event)\"") }
            }
        }
    }
}
