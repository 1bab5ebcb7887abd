extension Keys {
    /// How mail leaves.
    enum SMTP {
        /// Whether the line to the relay is encrypted.
        enum TLS: String, Sendable, CaseIterable {
            case required, none
        }

        static let url = Setting<[RelayURL]?>("smtp.url", .relays, "the relay, or several in the order of preference")
        static let weights = Setting<[Int]?>(
            "smtp.weights", .weights,
            "each relay's part of the mail, 0 for a spare; without it the first takes all, the others are spares")
        static let tls = Setting<TLS>(
            "smtp.tls", .choice, default: .required,
            "whether the line must be encrypted and the certificate valid; none is for a relay on this machine alone")
        static let caFile = Setting<String?>(
            "smtp.caFile", .path, "certificates to trust instead of the system's, in PEM")
        static let username = Setting<String?>("smtp.username", .text, "the login at the relay")
        static let passwordFile = Setting<String?>(
            "smtp.passwordFile", .path, "a file that holds the relay password, and nothing else")
        static let connections = Setting(
            "smtp.connections", .integer(1...200), default: 8, "connections to a relay at most")
        static let reservedForTransactional = Setting(
            "smtp.reservedForTransactional", .integer(0...100), default: 2,
            "connections that a newsletter never takes")
        static let messagesPerConnection = Setting(
            "smtp.messagesPerConnection", .integer(1...100_000), default: 500,
            "messages after which a connection is closed")
        static let connectionAge = Setting(
            "smtp.connectionAge", .duration(.seconds(1) ... .days(1)), default: .minutes(10),
            "age at which a connection is closed")
        static let repliesFile = Setting<String?>(
            "smtp.repliesFile", .path, "what servers' replies mean; without it the table that ships")

        /// How long the relay may take for each step (RFC 5321 section 4.5.3.2).
        enum Timeouts {
            static let connect = timeout("connect", .seconds(30), "its name to be found and the connection")
            static let greeting = timeout("greeting", .minutes(5), "greeting, TLS and login together")
            static let mail = timeout("mail", .minutes(5), "the reply to MAIL")
            static let rcpt = timeout("rcpt", .minutes(5), "the reply to RCPT")
            static let data = timeout("data", .minutes(2), "the reply to DATA")
            static let block = timeout("block", .minutes(3), "taking in a piece of the message")
            static let dot = timeout(
                "dot", .minutes(10), "the reply to the final dot; too short, and mail is sent twice")

            static let all: [any SettingDefinition] = [connect, greeting, mail, rcpt, data, block, dot]

            private static func timeout(_ name: String, _ standard: Duration, _ meaning: String) -> Setting<Duration> {
                Setting(
                    "smtp.timeouts.\(name)", .duration(.milliseconds(100) ... .hours(1)), default: standard,
                    "how long the relay may take for \(meaning)")
            }
        }
    }

    /// How patient a lane is with a recipient that is deferred: the operator's word, which goes before `kind.yaml`.
    enum Retry {
        static let transactionalDelays = delays("transactional")
        static let transactionalGiveUpAfter = giveUpAfter("transactional")
        static let bulkDelays = delays("bulk")
        static let bulkGiveUpAfter = giveUpAfter("bulk")

        private static func delays(_ lane: String) -> Setting<[Duration]?> {
            Setting(
                "retry.\(lane).delays", .durations,
                "waits before the second, third, ... attempt, the last one repeats; without it each kind's own")
        }

        private static func giveUpAfter(_ lane: String) -> Setting<Duration?> {
            Setting(
                "retry.\(lane).giveUpAfter", .duration(.seconds(1) ... .days(30)),
                "when a message that is still deferred has failed; without it each kind's own")
        }
    }
}
