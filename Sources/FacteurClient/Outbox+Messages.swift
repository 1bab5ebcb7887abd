import FoundationEssentials

extension Outbox {
    /// Enqueues one message in the caller's transaction.
    ///
    /// - Returns: Its id, or that of the first message with its dedup key.
    /// - Throws: A ``Refusal`` for what could never be sent.
    @discardableResult
    public func enqueue(_ message: Message) async throws -> UUID { try await id(of: try message.call()) }

    /// Enqueues messages in one statement: all, or none of them.
    ///
    /// - Returns: Their ids, in order.
    /// - Throws: A ``Refusal`` that names the first message which could never be sent.
    @discardableResult
    public func enqueueMany(_ messages: [Message]) async throws -> [UUID] {
        var call = FunctionCall("enqueue_many")
        call.add("messages", try FunctionCall.json(messages), "jsonb")
        let ids = try await answers(to: call).compactMap { $0.flatMap { UUID(uuidString: $0) } }
        guard ids.count == messages.count else { throw UnexpectedAnswer(function: call.function) }
        return ids
    }

    /// Takes a message back. True: it will never be sent; false: too late, or unknown.
    @discardableResult
    public func cancel(_ message: UUID) async throws -> Bool {
        var call = FunctionCall("cancel")
        call.add("message", message.uuidString, "uuid")
        return try await truth(of: call)
    }

    /// What became of a message; nil where it is unknown, another role's, or ended longer ago than is kept.
    public func state(of message: UUID) async throws -> MessageState? {
        var call = FunctionCall("message_state")
        call.add("message", message.uuidString, "uuid")
        let answers = try await answers(to: call)
        guard answers.count == 1 else { throw UnexpectedAnswer(function: call.function) }
        return answers[0].map { MessageState(rawValue: $0) }
    }

    /// Stores an attachment, once by content; its id is for ``Message/attachments``.
    ///
    /// - Parameters:
    ///   - name: The name of the file, as its reader sees it.
    ///   - mediaType: As `application/pdf` (RFC 2046).
    ///   - content: The file, as it is.
    /// - Throws: A ``Refusal`` for a file that no message could carry.
    public func attach(name: String, mediaType: String, content: Data) async throws -> UUID {
        var call = FunctionCall("attach")
        call.add("name", name)
        call.add("media_type", mediaType)
        call.addBase64("content", content)
        return try await id(of: call)
    }
}
