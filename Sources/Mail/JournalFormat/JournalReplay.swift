extension JournalEntries {
    /// Reads a whole journal. A later line about the same lease adds to an earlier one; a cut or damaged line is counted
    /// and passed over, since what it would have said was never known to be on disk.
    package init(journal bytes: [UInt8]) {
        self.init()
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What follows the last LF is the empty rest of a whole file, or the beginning of a line that was cut.
        let rest = lines.popLast() ?? []
        if !rest.isEmpty { unreadableLines += 1 }
        for line in lines {
            switch JournalLine(line) {
            case .epoch(let name): epoch = name
            case .begun(let lease): entries[lease, default: JournalEntry(reply: nil)].reply = nil
            case .replied(let lease, let reply): entries[lease] = JournalEntry(reply: reply)
            case nil: unreadableLines += 1
            }
        }
    }
}
