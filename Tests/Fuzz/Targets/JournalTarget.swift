import Mail

/// Any bytes for a journal: what is understood of them is the same once written anew, and a cut at the end takes nothing else along.
func checkJournal(_ input: [UInt8]) {
    let evidence = Evidence(journal: input)
    require(evidence.epoch.map { !$0.isEmpty } ?? true, "an epoch has a name")
    var again: [UInt8] = []
    if let epoch = evidence.epoch { again += JournalLine.epoch(epoch).bytes }
    for (lease, trace) in evidence.traces {
        again += JournalLine.begun(lease).bytes
        if let reply = trace.reply {
            require((200..<600).contains(reply.code), "a code is a reply's")
            again += JournalLine.replied(lease, reply).bytes
        }
    }
    let rewritten = Evidence(journal: again)
    require(rewritten.epoch == evidence.epoch, "an epoch is kept")
    require(rewritten.unreadableLines == 0, "what is written can be read")
    require(Set(rewritten.traces.keys) == Set(evidence.traces.keys), "every message is kept")
    for (lease, trace) in evidence.traces {
        require(rewritten.traces[lease]?.reply?.code == trace.reply?.code, "a verdict is kept")
    }
    guard let end = again.dropLast().lastIndex(of: UInt8(ascii: "\n")), end + 2 < again.count else { return }
    let cut = Evidence(journal: Array(again[..<(again.count - 1)]))
    require(cut.unreadableLines == 1, "a cut line is counted")
    require(cut.traces == Evidence(journal: Array(again[...end])).traces, "a cut line is no evidence")
}
