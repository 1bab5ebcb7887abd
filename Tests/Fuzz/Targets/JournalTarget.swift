import Mail

/// Any bytes for a journal: what is understood of them is the same once written anew, and a cut at the end takes nothing else along.
func checkJournal(_ input: [UInt8]) {
    let entries = JournalEntries(journal: input)
    require(entries.epoch.map { !$0.isEmpty } ?? true, "an epoch has a name")
    var again: [UInt8] = []
    if let epoch = entries.epoch { again += JournalLine.epoch(epoch).bytes }
    for (lease, entry) in entries.entries {
        again += JournalLine.begun(lease).bytes
        if let reply = entry.reply {
            require((200..<600).contains(reply.code), "a code is a reply's")
            again += JournalLine.replied(lease, reply).bytes
        }
    }
    let rewritten = JournalEntries(journal: again)
    require(rewritten.epoch == entries.epoch, "an epoch is kept")
    require(rewritten.unreadableLines == 0, "what is written can be read")
    require(Set(rewritten.entries.keys) == Set(entries.entries.keys), "every message is kept")
    for (lease, entry) in entries.entries {
        let (reply, kept) = (entry.reply, rewritten.entries[lease]?.reply)
        require(kept?.code == reply?.code && kept?.enhanced == reply?.enhanced, "a verdict is kept")
        // No reply that was read from a server holds a control.
        let text = reply?.text.utf8.map { max($0, UInt8(ascii: " ")) }
        require(kept.map { Array($0.text.utf8) } == text, "a reply is kept to the letter")
    }
    guard let end = again.dropLast().lastIndex(of: UInt8(ascii: "\n")), end + 2 < again.count else { return }
    let cut = JournalEntries(journal: Array(again[..<(again.count - 1)]))
    require(cut.unreadableLines == 1, "a cut line is counted")
    require(cut.entries == JournalEntries(journal: Array(again[...end])).entries, "a cut line is no entries")
}
