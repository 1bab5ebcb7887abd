import FoundationEssentials

/// How long the database keeps what is over.
package struct Retention: Sendable, Hashable {
    /// Days after a message ended until its row goes, and with it the memory of its `dedup_key`.
    package var messageDays: Int
    /// Days that the delivery log goes back.
    package var logDays: Int
    /// Days for the messages of some kinds, which go with their attempts and reports.
    package var kindDays: [String: Int]

    package init(messageDays: Int = 30, logDays: Int = 180, kindDays: [String: Int] = [:]) {
        self.messageDays = messageDays
        self.logDays = logDays
        self.kindDays = kindDays
    }

    /// `{"sign-in-code": 7}`, as `facteur.tidy` takes it.
    var kindsJSON: String {
        // Strings and integers are always encodable.
        (try? JSONEncoder().encode(kindDays)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
