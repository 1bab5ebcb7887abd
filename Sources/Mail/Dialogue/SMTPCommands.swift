/// The bytes that a transaction puts on the wire.
enum SMTPCommands {
    static let reset = Array("RSET\r\n".utf8)
    static let data = Array("DATA\r\n".utf8)
    static let dot = Array(".\r\n".utf8)

    /// `MAIL FROM`, with the size where the relay asked for it (RFC 1870 section 6), and with what a header in UTF-8 needs (RFC 6531
    /// section 3.4), for which the relay has been found to offer it.
    static func mail(_ message: Message, _ capabilities: Capabilities) -> [UInt8] {
        var command = Array("MAIL FROM:<".utf8)
        command += message.envelope.sender.utf8
        command.append(UInt8(ascii: ">"))
        if capabilities.size { command += " SIZE=\(message.size)".utf8 }
        if message.envelope.needsSMTPUTF8 {
            if capabilities.eightBitMIME { command += " BODY=8BITMIME".utf8 }
            command += " SMTPUTF8".utf8
        }
        command += "\r\n".utf8
        return command
    }

    static func rcpt(_ message: Message) -> [UInt8] {
        var command = Array("RCPT TO:<".utf8)
        command += message.envelope.recipient.utf8
        command += ">\r\n".utf8
        return command
    }

    /// Whether the addresses can stand between angle brackets without saying more than an address. Composed messages have
    /// checked ones; this is the last door.
    static func isSafe(_ envelope: Envelope) -> Bool {
        !envelope.recipient.isEmpty && envelope.sender.utf8.allSatisfy(isSafe)
            && (envelope.recipient.utf8.allSatisfy(isSafe) || isSafeInUTF8(envelope.recipient))
    }

    /// The same with letters beyond ASCII, for a relay that offers SMTPUTF8.
    private static func isSafeInUTF8(_ recipient: String) -> Bool {
        recipient.utf8.allSatisfy { $0 >= 0x80 || isSafe($0) }
            && !recipient.unicodeScalars.contains(where: \.breaksHeaders)
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
    }

    /// The message with its end: CRLF.CRLF. A composed message has no line that begins with a dot, so nothing is stuffed
    /// (RFC 5321 section 4.5.2); one that came from elsewhere is, rather than cut short.
    static func body(_ message: Message) -> (first: [UInt8], rest: [[UInt8]]) {
        guard message.isComposed else { return (stuffed(message.bytes), []) }
        guard let last = message.rest.last else {
            var body: [UInt8] = []
            // With room for the next message's commands behind it, so that the body is copied once.
            body.reserveCapacity(message.bytes.count + dot.count + 256)
            body += message.bytes
            body += dot
            return (body, [])
        }
        // The last part ends a multipart body: it is short.
        return (message.bytes, message.rest.dropLast() + [last + dot])
    }

    private static func stuffed(_ bytes: [UInt8]) -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(bytes.count + 5)
        var copied = 0
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "."), index == 0 || bytes[index - 1] == UInt8(ascii: "\n") {
                body += bytes[copied..<index]
                body.append(UInt8(ascii: "."))
                copied = index
            }
            index += 1
        }
        body += bytes[copied...]
        if !bytes.suffix(2).elementsEqual("\r\n".utf8) { body += "\r\n".utf8 }
        body += dot
        return body
    }
}
