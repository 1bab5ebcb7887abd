import Web

extension Keys {
    /// The pages that readers reach.
    enum Web {
        static let publicURL = Setting<String?>(
            "web.publicUrl", .link, "the address of facteur web as readers reach it: the unsubscribe link")
        static let listen = Setting<ListenAddress>(
            "web.listen", .listen, default: ListenAddress(host: "127.0.0.1", port: 8025),
            "where facteur web listens, behind a proxy with TLS")
        static let proxies = Setting<[IPNetwork]?>(
            "web.proxies", .networks, "proxies whose X-Forwarded-For is believed, beside this machine's own")
        static let requestsPerMinute = Setting(
            "web.requestsPerMinute", .integer(1...1_000_000), default: 120,
            "how often one client may look at a page; it may press a button fifty times as often")
        static let confirmUnsubscribe = Setting(
            "web.confirmUnsubscribe", .flag, default: false,
            "whether a mail tells readers who left, with the way back: the kind newsletter-unsubscribed")
    }

    /// The pages that operators reach.
    enum Admin {
        static let listen = Setting<ListenAddress>(
            "admin.listen", .listen, default: ListenAddress(host: "127.0.0.1", port: 9025),
            "where the worker answers /healthz, /readyz and /metrics")
    }

    /// The worker as a process.
    enum Worker {
        static let stopTimeout = Setting(
            "worker.stopTimeout", .duration(.seconds(1) ... .hours(1)), default: .seconds(30),
            "how long a stop waits for messages that are leaving; systemd's TimeoutStopSec must be longer")
    }

    /// What is written on standard output.
    enum Log {
        enum Format: String, Sendable, CaseIterable {
            case text, json
        }

        enum Level: String, Sendable, CaseIterable {
            case debug, info, warning, error
        }

        enum Recipients: String, Sendable, CaseIterable {
            case masked, full
        }

        static let format = Setting<Format>("log.format", .choice, default: .text, "lines for people, or JSON")
        static let level = Setting<Level>("log.level", .choice, default: .info, "the least important event written")
        static let recipients = Setting<Recipients>(
            "log.recipients", .choice, default: .masked, "addresses as m***@client.test, or in full")
    }
}
