import FoundationEssentials

extension Outbox {
    /// Subscribes an address to a list, which is made when it is new. True: it changed something. A list that asks for a confirmation
    /// sends one first.
    ///
    /// - Parameter fields: What issues of the list may say of the reader, by `{{city}}`: an object of texts, numbers and flags. Those that
    ///   the reader has under other names stay.
    @discardableResult
    public func subscribe(
        _ email: String, to list: String, locale: String? = nil, name: String? = nil,
        fields: (any Encodable & Sendable)? = nil
    ) async throws -> Bool {
        var call = FunctionCall("subscribe")
        call.add("email", email)
        call.add("list", list)
        call.add("locale", locale)
        call.add("name", name)
        if let fields { call.add("fields", try FunctionCall.json(fields), "jsonb") }
        return try await truth(of: call)
    }

    /// Ends an address's subscription to a list. True: it changed something.
    @discardableResult
    public func unsubscribe(_ email: String, from list: String) async throws -> Bool {
        var call = FunctionCall("unsubscribe")
        call.add("email", email)
        call.add("list", list)
        return try await truth(of: call)
    }

    /// Ends the subscription that a footer's link stands for. True: it changed something.
    @discardableResult
    public func unsubscribe(token: String) async throws -> Bool {
        var call = FunctionCall("unsubscribe_by_token")
        call.add("token", token)
        return try await truth(of: call)
    }

    /// Makes one issue of a newsletter: its content is stored once, and goes to everybody who is subscribed when it is sent.
    ///
    /// - Parameters:
    ///   - list: The list that gets it.
    ///   - content: An object with the words: `subject`, `markdown` and what else docs/newsletters.md names.
    ///   - sendAt: When it begins to be sent; nil for now.
    ///   - dedupKey: With a key that was seen before nothing is made, and the first issue's id returned.
    ///   - options: What the issue has in place of its list's: `sender`, `replyTo`, `locale`, `title`, `window`.
    /// - Returns: The id.
    @discardableResult
    public func createNewsletter(
        list: String, content: some Encodable & Sendable, sendAt: Date? = nil, dedupKey: String? = nil,
        options: [String: String] = [:]
    ) async throws -> UUID {
        var call = FunctionCall("create_newsletter")
        call.add("list", list)
        call.add("content", try FunctionCall.json(content), "jsonb")
        call.add("send_at", sendAt)
        call.add("dedup_key", dedupKey)
        if !options.isEmpty { call.add("options", try FunctionCall.json(options), "jsonb") }
        return try await id(of: call)
    }
}
