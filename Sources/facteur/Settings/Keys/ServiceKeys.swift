import Pipeline
import Platform

extension Keys {
    /// The pages that readers reach.
    enum Web {
        static let publicURL = Setting<String?>(
            "web.publicUrl", .link, example: .set("https://lettre.shop.example"),
            "The endpoint's address as readers reach it, through a reverse proxy with TLS: links are publicUrl/d/TOKEN."
        )
        static let listen = Setting<ListenAddress>(
            "web.listen", .listen, default: ListenAddress(host: "127.0.0.1", port: 8025), isSet: true,
            "Where the endpoint listens, behind the proxy.")
        static let adminListen = Setting<ListenAddress?>(
            "web.adminListen", .listen, example: .shown("127.0.0.1:9026"),
            """
            Where facteur web answers /healthz, /readyz and /metrics: a loopback port of its own, since it asks for no login. Without it \
            nowhere.
            """)
        static let proxies = Setting<[IPNetwork]?>(
            "web.proxies", .networks, example: .shown("[192.0.2.1, 10.0.0.0/8, 2001:db8::/32]"),
            """
            Where the proxy is on another machine: addresses and networks whose X-Forwarded-For is believed. Without it this \
            machine's alone.
            """)
        static let requestsPerMinute = Setting(
            "web.requestsPerMinute", .integer(1...1_000_000, of: "pages a minute"), default: 120,
            """
            How often one client may look at a page; more gets 429 with Retry-After. It may press a button fifty times as \
            often: mailbox providers do so for all their users, from a few addresses. A client is an address, or a /64 of IPv6.
            """)
        static let confirmUnsubscribe = Setting(
            "web.confirmUnsubscribe", .flag, default: false,
            """
            Whether a mail tells readers who left, with the way back (kind newsletter-unsubscribed), once a day at most.
            """)

        static let sections =
            [
                SettingsSection(
                    "web", "The public endpoint (facteur web).",
                    [publicURL, listen, adminListen, proxies, requestsPerMinute, confirmUnsubscribe])
            ] + Webhooks.sections
    }

    /// The pages that operators reach.
    enum Admin {
        static let listen = Setting<ListenAddress>(
            "admin.listen", .listen, default: ListenAddress(host: "127.0.0.1", port: 9025), isSet: true,
            """
            Where the worker answers GET / (the operator's page), /healthz, /readyz and /metrics: a loopback port, since it asks for no login.
            """)

        static let sections = [SettingsSection("admin", "What operators and Prometheus ask.", [listen])]
    }

    /// The worker as a process.
    enum Worker {
        static let stopTimeout = Setting(
            "worker.stopTimeout", .duration(.seconds(1) ... .hours(1)),
            default: WorkerSettings.standardStopTimeout, isSet: true,
            "How long a stop waits for messages on their way out. TimeoutStopSec in facteur.service must be longer.")

        static let sections = [SettingsSection("worker", "The worker as a process.", [stopTimeout])]
    }

    /// How the installation is looked at.
    enum Doctor {
        static let resolver = Setting<ResolverAddress?>(
            "doctor.resolver", .resolver, example: .shown("192.0.2.53:53"),
            "The DNS server that facteur doctor asks; without it those of this machine, in /etc/resolv.conf.")

        static let sections = [SettingsSection("doctor", "How facteur doctor looks at the DNS.", [resolver])]
    }

    /// What is written on standard output.
    enum Log {
        enum Format: String, Sendable, CaseIterable {
            case auto, text, json, journal
        }

        enum Level: String, Sendable, CaseIterable {
            case debug, info, warning, error
        }

        enum Recipients: String, Sendable, CaseIterable {
            case masked, full
        }

        static let format = Setting<Format>(
            "log.format", .choice, default: .auto, isSet: true,
            """
            text for people: columns and colours on a terminal, unless NO_COLOR is set. json for machines. journal for journald, each field \
            by itself (journalctl FACTEUR_MESSAGE=...). auto is journal where standard output is the journal, and text elsewhere.
            """)
        static let level = Setting<Level>(
            "log.level", .choice, default: .info, isSet: true, "The least important events that are written.")
        static let recipients = Setting<Recipients>(
            "log.recipients", .choice, default: .masked, isSet: true,
            """
            masked: c***@client.example. full writes addresses out: personal data, to be kept accordingly.
            """)

        static let sections = [
            SettingsSection("log", "What is written on standard output.", [format, level, recipients])
        ]
    }
}
