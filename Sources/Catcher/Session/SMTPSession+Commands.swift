/// The commands outside a mail transaction, and who may call what when (RFC 5321 section 4.1.4).
extension SMTPSession {
    /// Carries out one command line, given without its CRLF.
    mutating func obey(_ line: some Collection<UInt8>) {
        guard let command = Command(line, takesUTF8: options.extensions.contains(.smtpUTF8)) else {
            write(Response(500, "5.5.2", "Command not recognized"))
            return
        }
        let isData = command.verb == .data
        actions.append(.saw(command.verb, recipients: isData ? transaction?.recipients ?? [] : []))
        if hasMoreInput, !mayBeFollowed(command.verb) {
            write(Response(503, "5.5.0", "Commands sent before the reply to \(command.verb.rawValue.uppercased())"))
            return
        }
        switch command.verb {
        case .ehlo, .helo: greet(command)
        case .starttls:
            answer(
                .starttls,
                options.isBehindTLS ? Response(220, "2.0.0", "Ready") : Response(454, "4.7.0", "TLS not available"))
        case .auth: login(command.argument)
        case .mail: beginMail(command.argument)
        case .rcpt: addRecipient(command.argument)
        case .data: beginData()
        case .rset: if answer(.rset, Response(250, "2.0.0", "Ok")) { transaction = nil }
        case .noop: answer(.noop, Response(250, "2.0.0", "Ok"))
        case .vrfy: answer(.vrfy, Response(252, "2.5.0", "Send some mail, it will be caught"))
        case .quit:
            answer(.quit, Response(221, "2.0.0", "Bye"))
            close()
        }
    }

    /// RFC 2920 section 3.1: what must be the last of a group. DATA is judged with its mail; NOOP and VRFY do no harm.
    private func mayBeFollowed(_ verb: Command.Verb) -> Bool {
        switch verb {
        case .ehlo, .helo, .starttls, .auth, .quit: false
        case .data: true
        case .mail, .rcpt, .rset, .noop, .vrfy: options.extensions.contains(.pipelining)
        }
    }

    private mutating func greet(_ command: Command) {
        guard !command.argument.isEmpty else {
            write(Response(501, "5.5.4", "Name yourself"))
            return
        }
        var lines = [options.hostname]
        if command.verb == .ehlo {
            for offered in SessionOptions.Extension.allCases where options.extensions.contains(offered) {
                lines.append(offered == .size ? "SIZE \(options.maximumSize)" : offered.rawValue)
            }
            if options.login != nil { lines.append(options.loginHabits.offer) }
        }
        if answer(.ehlo, Response(250, nil, lines.joined(separator: "\n"))) {
            isGreeted = true
            transaction = nil
        }
    }

    private mutating func login(_ argument: String) {
        let words = argument.split(separator: " ")
        guard let account = options.login else { return write(Response(502, "5.5.1", "AUTH is not offered")) }
        guard isGreeted, !isLoggedIn, transaction == nil else {
            return write(Response(503, "5.5.1", "AUTH comes once, after EHLO and before MAIL"))
        }
        guard let name = words.first, words.count <= 2, var exchange = LoginExchange(mechanism: name, account: account),
            options.loginHabits.taken.contains(name.uppercased())
        else {
            return write(Response(504, "5.5.4", "Mechanism not offered"))
        }
        switch options.loginHabits.initialResponse {
        case .required where words.count < 2:
            return write(Response(501, "5.5.4", "The response belongs to the command"))
        case .refused where words.count == 2: return write(Response(501, "5.5.4", "No response in the command"))
        default: break
        }
        guard words.count == 2 else { return settle(exchange, exchange.opening) }
        let progress = exchange.receive(words[1] == "=" ? [] : Array(words[1].utf8))
        settle(exchange, progress)
    }

    mutating func continueLogin(_ exchange: LoginExchange, _ line: some Collection<UInt8>) {
        var exchange = exchange
        let progress = exchange.receive(line)
        settle(exchange, progress)
    }

    private mutating func settle(_ exchange: LoginExchange, _ progress: LoginExchange.Progress) {
        phase = .command
        switch progress {
        case .ask(let text):
            phase = .login(exchange)
            write(Response(334, nil, text))
        case .failed(let response): isLoggedIn = answer(.auth, response)
        case .finished(let login):
            let verdict =
                login == options.login
                ? Response(235, "2.7.0", "Authentication successful")
                : Response(535, "5.7.8", "Authentication credentials invalid")
            isLoggedIn = answer(.auth, verdict)
        }
    }
}
