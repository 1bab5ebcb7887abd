import Mail

/// What an operator changes. A refusal is `.statement`, its line the fault.
extension OutboxAdministration {
    /// A message by hand; its id.
    package func enqueue(
        kind: String, recipient: String, parameters: String = "{}", locale: String = "fr-FR",
        recipientName: String? = nil, dedupKey: String? = nil, supersedeKey: String? = nil, sendAt: Timestamp? = nil,
        expiresAt: Timestamp? = nil
    ) async throws(OutboxError) -> MessageID {
        let values = [
            Value(kind), Value(recipient), Value(parameters), Value(locale), Value(recipientName), Value(dedupKey),
            Value(supersedeKey), Value(sendAt?.rfc3339), Value(expiresAt?.rfc3339), Value(person),
        ]
        return try await id(Statement.enqueue, values)
    }

    /// One issue to all subscribers of a list. `content` is a JSON object: subject, text, html.
    package func createNewsletter(list: String, content: String) async throws(OutboxError) -> MessageID {
        try await id(Statement.createNewsletter, [Value(list), Value(content)])
    }

    /// Whether that changed anything.
    package func subscribe(
        email: String, list: String, locale: String = "fr-FR", name: String? = nil
    ) async throws(OutboxError) -> Bool {
        try await changed(Statement.subscribe, [Value(email), Value(list), Value(locale), Value(name)])
    }

    /// What a person does to messages.
    package enum Action: String, Sendable, Hashable {
        /// Takes back what waits: it will never be sent.
        case cancel
        /// Sends at once what waits for its next attempt, or what has failed.
        case retry
        /// Ends messages in doubt: the relay has them.
        case resolveSent = "resolve --sent"
        /// Sends messages in doubt again: the relay has them not.
        case resolveResend = "resolve --resend"
    }

    /// How many messages are changed in one transaction.
    package static let changedAtOnce = 500

    /// Does it to each message, and tells of each why it was refused, or nil: in their order. The others are done all the same.
    package func change(
        _ messages: [MessageID], _ action: Action, reason: String? = nil
    ) async throws(OutboxError) -> [(message: MessageID, refusal: String?)] {
        var all: [(message: MessageID, refusal: String?)] = []
        for first in stride(from: 0, to: messages.count, by: Self.changedAtOnce) {
            let batch = Array(messages[first..<min(first + Self.changedAtOnce, messages.count)])
            let values = [Value(action.rawValue), Value(array: batch), Value(reason), Value(person)]
            all += try await session.rows(Statement.changeMessages, values) { row throws(OutboxError) in
                (message: try row.message("message"), refusal: row.text("fault"))
            }
        }
        return all
    }

    /// Whether the message waited, and now will never be sent.
    package func cancel(_ message: MessageID) async throws(OutboxError) -> Bool {
        try await change([message], .cancel).allSatisfy { $0.refusal == nil }
    }

    /// A failed message, or one that waits for its next attempt, goes out at once.
    package func retry(_ message: MessageID) async throws(OutboxError) { try await changeOne(message, .retry) }

    /// What a person found out about a message in doubt.
    package enum Resolution: Sendable { case sent, resend }

    /// Ends a message in doubt as sent, or sends it again.
    package func resolve(_ message: MessageID, as resolution: Resolution) async throws(OutboxError) {
        try await changeOne(message, resolution == .sent ? .resolveSent : .resolveResend)
    }

    private func changeOne(_ message: MessageID, _ action: Action) async throws(OutboxError) {
        if let refusal = try await change([message], action).first?.refusal { throw .statement(refusal) }
    }

    /// Stops a lane, a kind or a newsletter; whether that changed anything.
    package func pause(_ name: String, reason: String? = nil) async throws(OutboxError) -> Bool {
        try await changed(Statement.pause, [Value(name), Value(reason), Value(person)])
    }

    /// Lets it go on, or ends a domain's park; whether that changed anything.
    package func resume(_ name: String, reason: String? = nil) async throws(OutboxError) -> Bool {
        try await changed(Statement.resume, [Value(name), Value(reason), Value(person)])
    }

    /// Which mail a suppressed address no longer gets.
    package enum Scope: String, Sendable { case all, marketing }

    /// No more mail to an address; whether that changed anything.
    package func suppress(
        _ address: String, scope: Scope = .all, reason: String = "by hand"
    ) async throws(OutboxError) -> Bool {
        try await changed(Statement.suppress, [Value(address), Value(scope.rawValue), Value(reason), Value(person)])
    }

    /// Mail to an address again; whether that changed anything.
    package func unsuppress(_ address: String, reason: String? = nil) async throws(OutboxError) -> Bool {
        try await changed(Statement.unsuppress, [Value(address), Value(reason), Value(person)])
    }

    private func changed(_ statement: String, _ values: [Value]) async throws(OutboxError) -> Bool {
        try await session.rows(statement, values) { $0.flag("changed") }.first ?? false
    }

    private func id(_ statement: String, _ values: [Value]) async throws(OutboxError) -> MessageID {
        let ids = try await session.rows(statement, values) { row throws(OutboxError) in try row.message("id") }
        guard let id = ids.first else { throw .statement("database: no id came back: report it with the server's log") }
        return id
    }
}
