import FoundationEssentials
import Mail

/// Subscribers who come from elsewhere.
extension OutboxAdministration {
    /// One subscriber of a file that is being taken in.
    package struct Subscriber: Sendable, Hashable, Codable {
        /// How somebody stands to a list; the words of the schema.
        package enum Status: String, Sendable, Hashable, Codable {
            /// `pending`: has yet to confirm, and is not asked by an import.
            case subscribed, pending, unsubscribed
        }

        /// Where the subscriber stands in the file.
        package var line: Int
        package var email: String
        /// Empty where the file says nothing, as all that follows.
        package var name: String
        package var locale: String
        package var status: Status
        /// When the reader agreed, a moment in RFC 3339 as `since` and `leftAt`.
        package var consentedAt: String
        /// Where the consent comes from.
        package var source: String
        /// Since when they are on the list.
        package var since: String
        package var leftAt: String
        /// What else the file says of the reader, by the names under which issues say it.
        package var fields: [String: String]

        package init(
            line: Int, email: String, name: String = "", locale: String = "", status: Status = .subscribed,
            consentedAt: String = "", source: String = "", since: String = "", leftAt: String = "",
            fields: [String: String] = [:]
        ) {
            self.line = line
            self.email = email
            self.name = name
            self.locale = locale
            self.status = status
            self.consentedAt = consentedAt
            self.source = source
            self.since = since
            self.leftAt = leftAt
            self.fields = fields
        }

        private enum CodingKeys: String, CodingKey {
            case line, email, name, locale, status, source, since, fields
            case consentedAt = "consented_at"
            case leftAt = "left_at"
        }
    }

    /// What became of some subscribers.
    package struct Intake: Sendable {
        /// What is told of a line of the file, and why. It was skipped, unless it says that somebody has left: that is kept.
        package struct RowFault: Sendable, Decodable {
            package var line: Int
            package var fault: String

            package init(line: Int, fault: String) {
                self.line = line
                self.fault = fault
            }
        }

        /// New on the list, subscribed or pending.
        package var added: Int
        /// Were on it, or had left it, and stay as they are.
        package var known: Int
        /// Have left according to the file, whatever they were before.
        package var left: Int
        package var skipped: Int
        package var faults: [RowFault]

        package init(added: Int, known: Int, left: Int, skipped: Int, faults: [RowFault]) {
            self.added = added
            self.known = known
            self.left = left
            self.skipped = skipped
            self.faults = faults
        }
    }

    /// Puts subscribers on a list. Who is known stays as they are but for the fields that they are given, above all who has left; who has
    /// left according to the file leaves.
    /// `source` is where the consent comes from, for subscribers who bring none of their own.
    package func takeIn(
        _ subscribers: [Subscriber], list: String, source: String
    ) async throws(OutboxError) -> Intake {
        let intakes = try await session.rows(
            Statement.importSubscribers, [Value(list), Value(source), Value(Self.json(subscribers))]
        ) { row throws(OutboxError) in
            let faults = try? JSONDecoder().decode([Intake.RowFault].self, from: Data(try row.string("faults").utf8))
            return Intake(
                added: Int(try row.integer("added")), known: Int(try row.integer("known")),
                left: Int(try row.integer("has_left")), skipped: Int(try row.integer("skipped")), faults: faults ?? [])
        }
        guard let intake = intakes.first else { throw .statement("database: no count came back: report it") }
        return intake
    }

    /// What would become of one line of a file if it were taken in.
    package struct JudgedRow: Sendable, Hashable {
        package var line: Int
        /// In the one form in which addresses are compared.
        package var address: String
        package var hasLeft: Bool
        /// That of the file, or the one that the schema takes where there is none.
        package var locale: String
        /// What would be told of it.
        package var fault: String?
        /// Whether it would count, in spite of a fault or without one.
        package var isKept: Bool
        /// Whether it is the one that counts among those with its address.
        package var isChosen: Bool
        /// Whether the address is on the list, or has left it.
        package var isKnown: Bool
    }

    /// What `takeIn` would do, in the order of the lines; writes nothing.
    package func check(
        _ subscribers: [Subscriber], list: String, source: String
    ) async throws(OutboxError) -> [JudgedRow] {
        try await session.rows(
            Statement.checkSubscribers, [Value(list), Value(source), Value(Self.json(subscribers))]
        ) { row throws(OutboxError) in
            JudgedRow(
                line: Int(try row.integer("line")), address: try row.string("address"), hasLeft: row.flag("has_left"),
                locale: try row.string("locale"), fault: row.text("fault"), isKept: row.flag("is_kept"),
                isChosen: row.flag("is_chosen"), isKnown: row.flag("is_known"))
        }
    }

    private static func json(_ subscribers: [Subscriber]) -> String {
        // Strings and integers are always encodable.
        (try? JSONEncoder().encode(subscribers)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }
}
