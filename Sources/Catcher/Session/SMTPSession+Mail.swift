/// The mail transaction: MAIL, RCPT, DATA and the final dot (RFC 5321 section 3.3).
extension SMTPSession {
    mutating func beginMail(_ argument: String) {
        guard let mail = PathArgument(argument, keyword: "FROM"), mail.path.isEmpty || mail.isMailbox else {
            return write(Response(501, "5.5.4", "Syntax: MAIL FROM:<address>"))
        }
        messages += 1
        if answer(.mail, verdict(onMail: mail), sender: mail.path) {
            transaction = Transaction(sender: mail.path, isInternational: mail.parameters["SMTPUTF8"] != nil)
        }
    }

    private func verdict(onMail mail: PathArgument) -> Response {
        if !isGreeted { return Response(503, "5.5.1", "Send EHLO first") }
        if options.login != nil, !isLoggedIn { return Response(530, "5.7.0", "Authentication required") }
        if transaction != nil { return Response(503, "5.5.1", "A transaction is open") }
        for (keyword, value) in mail.parameters {
            switch keyword {
            case "SIZE" where options.extensions.contains(.size):
                guard let size = Int(value) else { return Response(501, "5.5.4", "SIZE is a number") }
                if size > options.maximumSize { return Response(552, "5.3.4", "The mail is too large") }
            case "BODY" where options.extensions.contains(.eightBitMIME):
                guard ["7BIT", "8BITMIME"].contains(value.uppercased()) else {
                    return Response(501, "5.5.4", "BODY is 7BIT or 8BITMIME")
                }
            case "SMTPUTF8" where options.extensions.contains(.smtpUTF8) && value.isEmpty: continue
            case "AUTH" where options.login != nil: continue
            default: return Response(555, "5.5.4", "Parameter not recognized")
            }
        }
        if mail.isInternational, mail.parameters["SMTPUTF8"] == nil { return Self.notInternational }
        return Response(250, "2.1.0", "Ok")
    }

    mutating func addRecipient(_ argument: String) {
        guard let recipient = PathArgument(argument, keyword: "TO"),
            recipient.isMailbox || recipient.path.lowercased() == "postmaster"
        else { return write(Response(501, "5.5.4", "Syntax: RCPT TO:<address>")) }
        if answer(.rcpt, verdict(onRecipient: recipient), recipient: recipient.path) {
            transaction?.recipients.append(recipient.path)
        }
    }

    /// RFC 6531 section 3.5.
    private static let notInternational = Response(553, "5.6.7", "An address beyond ASCII needs SMTPUTF8")

    private func verdict(onRecipient recipient: PathArgument) -> Response {
        guard let transaction else { return Response(503, "5.5.1", "Send MAIL first") }
        if !recipient.parameters.isEmpty { return Response(555, "5.5.4", "Parameter not recognized") }
        if transaction.recipients.count >= options.maximumRecipients {
            return Response(452, "4.5.3", "Too many recipients")
        }
        if recipient.isInternational, !transaction.isInternational { return Self.notInternational }
        return Response(250, "2.1.5", "Ok")
    }

    mutating func beginData() {
        let usual =
            switch transaction?.recipients.isEmpty {
            case nil: Response(503, "5.5.1", "Send MAIL first")
            case true?: Response(554, "5.5.1", "No valid recipients")
            case false?: Response(354, nil, "End data with <CR><LF>.<CR><LF>")
            }
        // Mail on the heels of DATA was sent without waiting for leave (RFC 2920 section 3.1).
        let fault = hasMoreInput ? Response(554, "5.5.0", "Mail sent before the reply to DATA") : nil
        if answer(.data, usual) {
            phase = .body
            reader = DataReader(maximumSize: options.maximumSize, fault: fault)
            interruptions = conduct.interruptions(at: moment(.body))
        }
    }

    /// The final dot was read: the verdict.
    mutating func finishMail() {
        phase = .command
        let usual =
            if let fault = reader.fault {
                fault
            } else if transaction?.recipients.isEmpty ?? true {
                Response(554, "5.5.1", "No valid recipients")
            } else {
                Response(250, "2.0.0", "Caught")
            }
        let moment = moment(.dot)
        let answer = conduct.answer(at: moment, usual: UsualReply(code: usual.code, octets: octets(of: usual)))
        if answer.takesEffect {
            let mail = CaughtMail(
                connection: connection, sender: transaction?.sender ?? "", recipients: transaction?.recipients ?? [],
                bytes: reader.bytes)
            actions.append(.caught(mail))
        }
        transaction = nil
        reader = DataReader(maximumSize: 0)
        carryOut(answer)
    }
}
