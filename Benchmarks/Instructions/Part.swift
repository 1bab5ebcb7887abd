import Journal
import Mail
import Templates

/// A part of the worker's way that a processor alone walks, without a database and a relay.
enum Part: String, CaseIterable {
    case newsletterRender = "newsletter.render"
    case newsletterCompose = "newsletter.compose"
    case newsletterSecrets = "newsletter.secrets"
    case resetRender = "reset.render"
    case resetCompose = "reset.compose"
    case resetSecrets = "reset.secrets"
    /// A transaction from MAIL to the reply to the dot, on a connection that is kept.
    case dialogue
    /// The lines of a message: begun, replied, settled. Of a system call only what the program itself does.
    case journal

    /// One message's share of it, by the message's number; what is returned depends on all of the work.
    func prepared() throws -> (Int) throws -> Int {
        switch self {
        case .newsletterRender: try rendering(Specimen.newsletter())
        case .newsletterCompose: try composing(Specimen.newsletter())
        case .newsletterSecrets: try hiding(Specimen.newsletter())
        case .resetRender: try rendering(Specimen.resets())
        case .resetCompose: try composing(Specimen.resets())
        case .resetSecrets: try hiding(Specimen.resets())
        case .dialogue: try speaking(Specimen.newsletter())
        case .journal: try writing(Specimen.newsletter())
        }
    }

    private func rendering(_ mail: Specimen) throws -> (Int) throws -> Int {
        _ = try mail.letter(0)
        return { try mail.letter($0).values.count + 1 }
    }

    private func composing(_ mail: Specimen) throws -> (Int) throws -> Int {
        let letters = try mail.claims.indices.map(mail.letter)
        let composer = try Specimen.composer()
        return { number in
            let place = number % letters.count
            return try composer.compose(letters[place], for: mail.claims[place]).bytes.count
        }
    }

    private func hiding(_ mail: Specimen) throws -> (Int) throws -> Int {
        let definition = mail.definition
        return { number in
            let secrets = Secrets(of: mail.claims[number % mail.claims.count], as: definition)
            return secrets.removed(from: "Ok: queued as 4XkD2s1Vz0zJ9").utf8.count
        }
    }

    private func speaking(_ mail: Specimen) throws -> (Int) throws -> Int {
        let composer = try Specimen.composer()
        let messages = try mail.claims.indices.map { number in
            var message = try composer.compose(mail.letter(number), for: mail.claims[number])
            message.secrets = Secrets(of: mail.claims[number], as: mail.definition)
            return message
        }
        var capabilities = Capabilities()
        capabilities.pipelining = true
        let (offered, timeouts) = (capabilities, SMTPTimeouts())
        let commands = Array("250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n354 End data with <CR><LF>.<CR><LF>\r\n".utf8)
        let dot = Array("250 2.0.0 Ok: queued as 4XkD2s1Vz0zJ9\r\n".utf8)
        return { number in
            var dialogue = Dialogue(
                messages[number % messages.count], relay: "127.0.0.1:25", capabilities: offered, timeouts: timeouts,
                isReused: true, resets: false)
            let first = dialogue.begin()
            _ = dialogue.handle(.accepted(first.send?.count ?? 0))
            let body = dialogue.handle(.received(commands[...]))
            _ = dialogue.handle(.accepted(body.rest.reduce(body.send?.count ?? 0) { $0 + $1.count }))
            guard case .accepted(let reply)? = dialogue.handle(.received(dot[...])).finish?.end else {
                throw Fault("the dialogue did not end")
            }
            return reply.code
        }
    }

    private func writing(_ mail: Specimen) throws -> (Int) throws -> Int {
        let directory = try TemporaryFolder()
        let journal = try FileJournal(directory: directory.path)
        let reply = Reply(code: 250, enhanced: "2.0.0", text: "Ok: queued as 4XkD2s1Vz0zJ9")
        return { number in
            let lease = Lease(message: mail.claims[number % mail.claims.count].lease.message, token: Int64(number))
            try journal.begin(lease)
            journal.replied(lease, reply)
            journal.settled([lease])
            // The folder goes when nobody writes into it any more.
            return directory.path.utf8.count
        }
    }
}
