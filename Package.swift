// swift-tools-version: 6.2

import PackageDescription

/// One set of rules for every Swift target: Swift 6 mode, and a warning is an error.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
]

/// The rooms that read bytes that others choose.
let fuzzed: [Target.Dependency] = [
    "facteur", "Mail", "MailReading", "Replies", "Reports", "Templates", "Catcher", "DKIM", "Webhooks",
]

let package = Package(
    name: "facteur",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "facteur", targets: ["facteur"]),
        // What producers in Swift call the outbox by.
        .library(name: "FacteurClient", targets: ["FacteurClient"]),
    ],
    dependencies: [
        // Subcommands, help, completions: nobody should write another option parser.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        // Deque: queues from which messages are taken in front, however long they are.
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        // PEM, in which those who sign what they report publish their certificates.
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        // Certificates (X.509): the signatures of topics.
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        // SHA-256, by which the public pages' security policy names their style; Ed25519, by which mail is signed, and RSA's keys; signatures of
        // providers.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        // The logging front that the libraries below speak too.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        // The metrics front; what is exposed is chosen in the executable.
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        // SwiftNIO carries the catching SMTP server of `facteur demo` and of the tests.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        // The HTTP server under the unsubscribe page, health, metrics and the demo's page.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        // The template engine, for letters and for pages: logic-less, so an editor cannot break more than words.
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        // YAML with line numbers, for kind.yaml, replies.yaml and facteur.yaml.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        // Start, graceful stop and signals of long-running services.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // C libraries of the system, reached through typed shims.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        // What of Linux Swift's module of the C library leaves out, or declares only with extensions that Swift's view of it lacks.
        .target(name: "CLinux"),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        // cmark-gfm, the reference parser of Markdown: what an issue's editor knows from elsewhere means the same here.
        .systemLibrary(
            name: "CCMarkGFM", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),

        // OpenSSL signs by RSA in less than half of swift-crypto's time.
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        // The system's resolver, of which glibc is a part.
        .systemLibrary(name: "CResolv"),

        // Pure rules and the ports of the pipeline. Imports nothing.
        .target(name: "Mail", exclude: ["README.md"], swiftSettings: strict),

        // YAML that knows its lines: what every fault of a file that people write is told with.
        .target(name: "LinedYAML", dependencies: [.product(name: "Yams", package: "Yams")], swiftSettings: strict),

        // templates/ on disk -> a letter in good French.
        .target(
            name: "Templates",
            dependencies: [
                "Mail", "LinedYAML", "CCMarkGFM",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: strict),

        // What servers' replies mean: a YAML file, embedded in the binary, that operators can replace.
        .target(
            name: "Replies",
            dependencies: ["Mail", "LinedYAML"],
            resources: [.embedInCode("replies.yaml")], swiftSettings: strict),

        // What Facteur says of itself: the lists of log events and metrics, and how one is written.
        .target(
            name: "Observability",
            dependencies: [
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
            ],
            swiftSettings: strict),

        // The flow: claim, render, compose, send, judge, settle.
        .target(
            name: "Pipeline",
            dependencies: [
                "Mail", "Observability",
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),

        // Adapter over libpq: the outbox. The SQL is in .sql files, embedded in the binary.
        .target(
            name: "Postgres", dependencies: ["Mail", "Platform", "CPostgres"],
            resources: [.embedInCode("SQL")], swiftSettings: strict),

        // A mail that somebody else wrote, taken apart. Imports nothing.
        .target(name: "MailReading", swiftSettings: strict),

        // What comes back by mail: bounces, complaints, answers of machines. Strangers write it.
        .target(name: "Reports", dependencies: ["Mail", "MailReading"], swiftSettings: strict),

        // What providers report by webhook: how each proves to be the one, and what its events mean.
        .target(
            name: "Webhooks",
            dependencies: [
                "Mail", "Reports", "Platform", "Transfer", "CCurl",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            swiftSettings: strict),

        // What the operating system gives to several rooms: a thread of one's own, the host's name.
        .target(name: "Platform", dependencies: ["CLinux"], swiftSettings: strict),

        // libcurl in its simplest form: one thing asked of a server, its answer waited for. Imports no rule.
        .target(name: "Transfer", dependencies: ["CCurl"], swiftSettings: strict),

        // Adapter over HTTPS: tokens for logins, fetched and renewed (RFC 6749).
        .target(name: "OAuth", dependencies: ["Mail", "Platform", "Transfer", "CCurl"], swiftSettings: strict),

        // Adapter over IMAP: a mailbox to which reports are delivered (RFC 3501).
        .target(name: "IMAP", dependencies: ["Mail", "Platform", "Transfer", "CCurl"], swiftSettings: strict),

        // Adapter over libcurl: connections to the relay.
        .target(
            name: "SMTP",
            dependencies: [
                "Mail", "Platform", "CCurl", "CLinux", .product(name: "DequeModule", package: "swift-collections"),
            ],
            swiftSettings: strict),

        // Adapter over one file: the evidence of what has left.
        .target(name: "Journal", dependencies: ["Mail", "Platform"], swiftSettings: strict),

        // Signatures of mail by its sender's domain.
        .target(
            name: "DKIM",
            dependencies: [
                "Mail", "COpenSSL", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: strict),

        // What the DNS and receivers ask of a sender: SPF, DKIM's records, DMARC, each provider's rules. Asks through a port.
        .target(name: "SenderPolicy", dependencies: ["MailReading", "Platform"], swiftSettings: strict),

        // Adapter over libresolv: the DNS as this machine asks it.
        .target(name: "Resolver", dependencies: ["SenderPolicy", "Platform", "CResolv"], swiftSettings: strict),

        // The public endpoint (unsubscribe) and the operator's (health, metrics).
        .target(
            name: "Web",
            dependencies: [
                "Mail", "Observability", "Platform", "Webhooks",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                // The gate before requests speaks of HTTP/1.1 as it comes: its version, its Host, 100 Continue.
                .product(name: "NIOHTTP1", package: "swift-nio"),
                // The server on a socket that systemd hands over.
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [
                .embedInCode("Pages/page.css"), .embedInCode("Pages/page.html"), .embedInCode("Pages/masthead.html"),
                .embedInCode("Pages/foot.html"), .embedInCode("Pages/choices.html"),
                .embedInCode("Admin/Page/operator.html"), .embedInCode("Admin/Page/plot.html"),
                .embedInCode("Admin/Page/lists.html"), .embedInCode("Admin/Page/failure.html"),
                .embedInCode("Admin/Page/operator.css"),
                .embedInCode("Admin/Page/operator.js"),
            ], swiftSettings: strict),

        // The page on which an editor watches the templates, and the same as files.
        .target(
            name: "Preview",
            dependencies: [
                "Mail", "Templates", "Web", "Catcher", "MailReading",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [
                .embedInCode("Page/preview.css"), .embedInCode("Page/preview.js"), .embedInCode("Page/preview.html"),
                .embedInCode("Page/entry.html"), .embedInCode("Page/overview.html"), .embedInCode("Page/faults.html"),
                .embedInCode("Page/export.html"),
            ], swiftSettings: strict),

        // An SMTP server that catches mail: for the demo and the tests, which make it misbehave.
        .target(
            name: "Catcher",
            dependencies: [
                "MailReading",
                // The digest of CRAM-MD5.
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),

        // A PostgreSQL of one's own in a folder of its own: for the demo and the tests.
        .target(name: "PrivatePostgres", swiftSettings: strict),

        // The command: joins the rooms, holds no rule.
        .executableTarget(
            name: "facteur",
            dependencies: [
                "Mail", "LinedYAML", "Observability", "Templates", "Replies", "Pipeline", "Postgres", "SMTP", "Journal",
                "DKIM", "Web", "Preview", "Catcher", "MailReading", "PrivatePostgres", "Platform", "Reports",
                "Webhooks",
                "OAuth", "IMAP", "SenderPolicy", "Resolver", "Transfer", "CCurl",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: ["html", "css", "js"].map { .embedInCode("Demo/Page/demo.\($0)") }, swiftSettings: strict),

        // The schema's functions for producers in Swift. No room of the program's: it imports none, and none imports it.
        .target(name: "FacteurClient", path: "Sources/FacteurClient", swiftSettings: strict),

        // A connection for the examples, which the page for producers in Swift shows.
        .target(
            name: "ExampleDatabase", dependencies: ["FacteurClient", "CPostgres"], path: "examples/database",
            swiftSettings: strict),

        // A small shop: what an application in Swift makes of the outbox. `make demo` opens it.
        .executableTarget(
            name: "boutique",
            dependencies: [
                "FacteurClient", "ExampleDatabase",
                // Passwords, sessions, forms: scrypt, SHA-256, HMAC.
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "examples/boutique", exclude: ["README.md", "demo"],
            resources: [.embedInCode("Pages/boutique.css"), .embedInCode("Storage/schema.sql")], swiftSettings: strict),

        // Starts and stops what tests need: real PostgreSQL and Postfix on free ports, and the built command itself; has a server misbehave.
        .target(
            name: "TestServers",
            dependencies: [
                "Mail", "Postgres", "PrivatePostgres", "Catcher", "Platform", "SenderPolicy",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Tests/TestServers", swiftSettings: strict),

        // What only long trials show: `make chaos`.
        .executableTarget(
            name: "chaos",
            dependencies: ["Mail", "MailReading", "Catcher", "PrivatePostgres", "Templates", "TestServers"],
            path: "Tests/Chaos",
            swiftSettings: strict),

        // How fast the worker is beside a yardstick: `make bench`.
        .executableTarget(
            name: "bench",
            dependencies: [
                "Catcher", "DKIM", "Mail", "Postgres", "PrivatePostgres", "TestServers",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks", exclude: ["Instructions"], swiftSettings: strict),

        // What a message costs a processor, part by part: `make bench-instructions`.
        .executableTarget(
            name: "microbenchmark", dependencies: ["Journal", "Mail", "Templates"], path: "Benchmarks/Instructions",
            exclude: ["run"], swiftSettings: strict),

        .testTarget(
            name: "ReportsTests", dependencies: ["Reports", "Mail", "MailReading", "Replies"], exclude: ["Recorded"],
            swiftSettings: strict),
        .testTarget(
            name: "WebhooksTests",
            dependencies: [
                "Webhooks", "Mail", "Replies",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            exclude: ["Recorded"], swiftSettings: strict),
        .testTarget(name: "MailTests", dependencies: ["Mail"], swiftSettings: strict),
        // What `make fuzz` feeds, without libFuzzer.
        .testTarget(
            name: "FuzzTests", dependencies: fuzzed, path: "Tests/Fuzz",
            exclude: ["CFuzzer", "Corpus", "main.swift", "run"], swiftSettings: strict),
        .testTarget(
            name: "TemplatesTests", dependencies: ["Templates", "Mail"],
            exclude: ["Golden", "Newsletters", "Spoiled/Sound"],
            swiftSettings: strict),
        .testTarget(
            name: "RepliesTests", dependencies: ["Replies", "Mail"], exclude: ["Cases"], swiftSettings: strict),
        .testTarget(
            name: "PipelineTests",
            dependencies: [
                "Pipeline", "Mail", "Observability", "Replies", "TestServers", "Web",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PostgresTests",
            dependencies: ["Postgres", "PrivatePostgres", "Mail", "Platform", "Observability", "TestServers"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SMTPTests", dependencies: ["SMTP", "Mail", "Catcher", "TestServers"], swiftSettings: strict),
        .testTarget(
            name: "OAuthTests", dependencies: ["OAuth", "Mail", "SMTP", "Catcher", "TestServers"], swiftSettings: strict
        ),
        .testTarget(name: "IMAPTests", dependencies: ["IMAP", "Mail", "TestServers"], swiftSettings: strict),
        .testTarget(name: "JournalTests", dependencies: ["Journal", "Mail", "TestServers"], swiftSettings: strict),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Webhooks", "Preview", "Templates", "Mail", "MailReading", "Catcher", "Platform",
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DKIMTests",
            dependencies: ["DKIM", "Mail", "TestServers", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .testTarget(
            name: "SenderPolicyTests", dependencies: ["SenderPolicy", "Platform", "TestServers"], swiftSettings: strict),
        .testTarget(
            name: "ResolverTests", dependencies: ["Resolver", "SenderPolicy", "Platform", "TestServers"],
            swiftSettings: strict),
        .testTarget(
            name: "CatcherTests", dependencies: ["Catcher", "MailReading", "TestServers"], swiftSettings: strict),
        .testTarget(
            name: "ProducerTests",
            dependencies: ["FacteurClient", "ExampleDatabase", "boutique", "Catcher", "TestServers"],
            swiftSettings: strict),
        .testTarget(
            name: "FacteurTests",
            dependencies: [
                "facteur", "LinedYAML", "Mail", "Observability", "Replies", "Templates", "Pipeline", "Postgres", "SMTP",
                "Web",
                "Catcher", "MailReading", "Reports", "DKIM", "TestServers", "Webhooks", "SenderPolicy", "Platform",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
    ]
)

// libFuzzer's executable (`make fuzz`) is no part of any other build: it needs a library that not every toolchain has. It imports the
// command, which only a library lets it do; the command's entry point is renamed for that, as the tests' build does.
if Context.environment["FACTEUR_FUZZ"] != nil {
    let entry = ["-Xfrontend", "-entry-point-function-name", "-Xfrontend", "facteur_main"]
    package.products = []
    package.targets = package.targets.filter { !["bench", "chaos", "microbenchmark", "FuzzTests"].contains($0.name) }
        .map { target in
            guard target.name == "facteur" else { return target }
            return .target(
                name: target.name, dependencies: target.dependencies, resources: target.resources,
                swiftSettings: strict + [.unsafeFlags(entry)])
        }
    package.targets += [
        .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: fuzzed + ["CFuzzer"],
            path: "Tests/Fuzz",
            exclude: ["CFuzzer", "Corpus", "Seeds", "run"], swiftSettings: strict,
            // gold, the default, fails within itself on this link.
            linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
    ]
}
