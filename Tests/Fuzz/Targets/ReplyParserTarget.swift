import Mail

/// Replies are the same however the network cuts them, are within their contract, and come back from the journal as they were.
func checkReplyParser(_ input: [UInt8]) {
    var choices = Choices(input)
    let size = 1 + choices.number(upTo: 63)
    let bytes = Array(choices.rest)
    let whole = replies(bytes, by: max(1, bytes.count))
    let cut = replies(bytes, by: size)
    require(whole.replies == cut.replies, "a split does not change a reply")
    require(whole.isMalformed == cut.isMalformed, "a split makes no reply of garbage")
    for reply in whole.replies {
        require((200...599).contains(reply.code), "a code from 200 to 599")
        require(isOneLine(reply.text), "a reply is one line")
        require(reply.text.unicodeScalars.count <= 512, "a reply has at most 512 characters")
        require(reply.enhanced.map(isEnhancedCode) ?? true, "an enhanced code is class.subject.detail")
        let line = JournalLine.replied(Lease(message: MessageID(high: 1, low: 2), token: 3), reply)
        let read = JournalLine(line.bytes.dropLast())
        require(read == line, "the journal keeps a reply")
    }
}

private func replies(_ bytes: [UInt8], by size: Int) -> (replies: [Reply], isMalformed: Bool) {
    var parser = ReplyParser()
    var replies: [Reply] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
        parser.append(bytes[start..<min(start + size, bytes.count)])
        do throws(ReplyParser.Malformed) {
            while let reply = try parser.next() { replies.append(reply) }
        } catch {
            require(isOneLine(error.description), "a complaint is one line")
            return (replies, true)
        }
    }
    return (replies, false)
}
