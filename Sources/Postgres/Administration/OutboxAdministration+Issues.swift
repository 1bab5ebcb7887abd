import FoundationEssentials
import Mail

/// Issues that have not begun, as their editors make and change them.
extension OutboxAdministration {
    /// Who is on a list, and how they stand to its next issue.
    package struct Audience: Sendable, Hashable {
        /// Who takes their mail, `orange`.
        package var provider: String
        package var locale: String
        /// `reader`, or why not: `pending`, `unsubscribed`, `suppressed`, `paused`, `pace`.
        package var standing: String
        package var readers: Int

        package init(provider: String, locale: String, standing: String, readers: Int) {
            self.provider = provider
            self.locale = locale
            self.standing = standing
            self.readers = readers
        }
    }

    /// How much bulk mail may be made, as the worker that started last said.
    package struct Ceilings: Sendable, Hashable {
        /// Messages a minute by provider; `all` for all together.
        package var paces: [String: Int]
        /// Days until the first day of the warm-up, negative since then; nil where there is none.
        package var warmUpBeginsIn: Int?
        package var warmUpFirst: Int
        /// So many times more on each further day.
        package var warmUpGrowth: Double
        /// Bulk messages made today, in UTC.
        package var madeToday: Int

        package init(
            paces: [String: Int], warmUpBeginsIn: Int?, warmUpFirst: Int, warmUpGrowth: Double, madeToday: Int
        ) {
            self.paces = paces
            self.warmUpBeginsIn = warmUpBeginsIn
            self.warmUpFirst = warmUpFirst
            self.warmUpGrowth = warmUpGrowth
            self.madeToday = madeToday
        }
    }

    /// Who would get an issue of a list; nothing for a list of nobody.
    ///
    /// - Parameter moment: When it is to begin; nil for now.
    package func audience(of list: String, at moment: Timestamp?) async throws(OutboxError) -> [Audience] {
        try await session.rows(Statement.newsletterAudience, [Value(list), Value(moment?.rfc3339Milliseconds)]) {
            row throws(OutboxError) in
            Audience(
                provider: try row.string("provider"), locale: try row.string("locale"),
                standing: try row.string("standing"), readers: Int(try row.integer("readers")))
        }
    }

    /// Whether there is a list of this name.
    package func knows(list: String) async throws(OutboxError) -> Bool {
        try await !session.rows(Statement.listWindow, [Value(list)]) { _ in true }.isEmpty
    }

    /// When a list's issues may leave; nil for at any time.
    package func window(of list: String) async throws(OutboxError) -> String? {
        try await session.rows(Statement.listWindow, [Value(list)]) { $0.text("window") }.first ?? nil
    }

    package func ceilings() async throws(OutboxError) -> Ceilings {
        let rows = try await session.rows(Statement.ceilings) { row throws(OutboxError) in
            Ceilings(
                paces: try row.required("paces") { try? JSONDecoder().decode([String: Int].self, from: Data($0.utf8)) },
                warmUpBeginsIn: row.text("warm_up_begins_in").flatMap { Int($0) },
                warmUpFirst: row.text("warm_up_first").flatMap { Int($0) } ?? 0,
                warmUpGrowth: row.text("warm_up_growth").flatMap { Double($0) } ?? 1,
                madeToday: Int(try row.integer("made_today")))
        }
        return rows.first
            ?? Ceilings(paces: [:], warmUpBeginsIn: nil, warmUpFirst: 0, warmUpGrowth: 1, madeToday: 0)
    }

    /// Makes an issue; its id, or that of the first one with this key.
    ///
    /// - Parameters:
    ///   - content: A JSON object, as `facteur.create_newsletter` takes it; so `options`.
    ///   - moment: When it begins; nil for at once.
    package func createIssue(
        of list: String, content: String, at moment: Timestamp?, dedupKey: String?, options: String?,
        reason: String? = nil
    ) async throws(OutboxError) -> MessageID {
        try await id(
            Statement.createIssue,
            [
                Value(list), Value(content), Value(moment?.rfc3339Milliseconds), Value(dedupKey), Value(options),
                Value(reason), Value(person),
            ])
    }

    /// Puts other words into an issue; refused once it has begun.
    package func editIssue(
        _ issue: MessageID, content: String, options: String?, reason: String? = nil
    ) async throws(OutboxError) {
        try await session.execute(
            Statement.editNewsletter,
            [Value(issue), Value(content), Value(options), Value(reason), Value(person)])
    }

    /// Gives an issue another moment; refused once it has begun.
    package func reschedule(_ issue: MessageID, to moment: Timestamp, reason: String? = nil) async throws(OutboxError) {
        try await session.execute(
            Statement.rescheduleNewsletter,
            [Value(issue), Value(moment.rfc3339Milliseconds), Value(reason), Value(person)])
    }

    /// Sends a copy of what is to be an issue to one address; the message's id.
    package func test(
        content: String, of list: String, options: String?, to address: String, locale: String
    ) async throws(OutboxError) -> MessageID {
        try await id(
            Statement.testContent,
            [Value(list), Value(content), Value(address), Value(locale), Value(options), Value(person)])
    }

    private func id(_ statement: String, _ values: [Value]) async throws(OutboxError) -> MessageID {
        let ids = try await session.rows(statement, values) { row throws(OutboxError) in try row.message("id") }
        guard let id = ids.first else { throw .statement("database: no id came back: report it with the server's log") }
        return id
    }
}
