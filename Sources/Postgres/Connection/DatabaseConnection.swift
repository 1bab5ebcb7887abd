import CPostgres
import Glibc
import Mail

/// One connection to the server, closed when its owner goes.
///
/// Statements are sent without blocking in libpq and awaited with a deadline of our own: a `statement_timeout` would be
/// state of the session, which a pooler in transaction mode hands to somebody else.
struct DatabaseConnection: ~Copyable {
    private let raw: OpaquePointer

    /// Connects, and has the session understand SQL as it is written here.
    static func open(_ settings: DatabaseSettings) throws(OutboxError) -> DatabaseConnection {
        let connection = try DatabaseConnection(settings)
        _ = try connection.run(Statement.sessionSettings, [], within: settings.connectTimeout)
        return connection
    }

    private init(_ settings: DatabaseSettings) throws(OutboxError) {
        // Checked apart, because libpq quotes what it cannot read, and that may be the password.
        guard ConnectionString.isClear(settings.url), let given = settings.given, ConnectionString.isClear(given) else {
            throw .unavailable(
                "database.url: not a connection string or URL that libpq can read: percent-encode a password's signs in it, or use "
                    + "database.passwordFile")
        }
        let keywords = settings.keywords
        let opened = withCStrings(keywords.map(\.name)) { names in
            withCStrings(keywords.map(\.value)) { values in PQconnectdbParams(names, values, 1) }
        }
        guard let opened else { throw .unavailable("database: out of memory while connecting") }
        guard PQstatus(opened) == CONNECTION_OK else {
            let detail = String(cString: PQerrorMessage(opened))
                .split(separator: "\n").map { $0.drop { $0 == "\t" } }.joined(separator: " ")
            PQfinish(opened)
            let secrets = Secrets(
                [given["password"], given["sslpassword"], settings.password?.text].compactMap(\.self))
            let advice = LoginHint.advice(on: detail).map { ": \($0)" } ?? ""
            throw .unavailable("database: \(secrets.removed(from: detail))\(advice)")
        }
        // libpq writes notices, and goodbyes of the server, on standard error; what matters comes as a result.
        PQsetNoticeProcessor(opened, { _, _ in }, nil)
        // A server that reads no more must not hold up what we send, either.
        PQsetnonblocking(opened, 1)
        raw = opened
    }

    deinit { PQfinish(raw) }

    /// Whether the connection is worth keeping. One that the server closed meanwhile is seen here, before a statement goes
    /// out on it of which nobody could know whether it took effect.
    var isHealthy: Bool {
        var descriptor = pollfd(fd: PQsocket(raw), events: Int16(POLLIN), revents: 0)
        // At the most a farewell, then the end.
        for _ in 0..<3 where PQstatus(raw) == CONNECTION_OK && poll(&descriptor, 1, 0) > 0 {
            guard PQconsumeInput(raw) == 1 else { return false }
        }
        return PQstatus(raw) == CONNECTION_OK
    }

    /// The descriptor to wait on for a notification.
    var socket: Int32 { PQsocket(raw) }

    /// Runs one statement with bound parameters.
    func run(_ statement: String, _ values: [Value], within limit: Duration) throws(OutboxError) -> Rows {
        let sent = withCStrings(values.map(\.text)) { parameters in
            PQsendQueryParams(raw, statement, Int32(values.count), nil, parameters, nil, nil, 0)
        }
        guard sent == 1 else { throw .unavailable("database: the connection was lost: reconnecting") }
        return try lastResult(within: limit)
    }

    /// Runs a script of several statements, which the server takes as one transaction.
    func run(script: String, within limit: Duration) throws(OutboxError) {
        guard PQsendQuery(raw, script) == 1 else {
            throw .unavailable("database: the connection was lost: reconnecting")
        }
        _ = try lastResult(within: limit)
    }

    /// The server's process as the protocol told it when the connection was opened.
    var toldProcess: Int { Int(PQbackendPID(raw)) }

    /// Names a statement on the server, for this session.
    func prepare(_ name: String, _ statement: String, within limit: Duration) throws(OutboxError) {
        guard PQsendPrepare(raw, name, statement, 0, nil) == 1 else {
            throw .unavailable("database: the connection was lost: reconnecting")
        }
        _ = try lastResult(within: limit)
    }

    /// The channels on which notifications have come since the last look; nil when the connection is lost.
    func takeNotifications() -> Set<String>? {
        guard PQconsumeInput(raw) == 1 else { return nil }
        var channels: Set<String> = []
        while let notification = PQnotifies(raw) {
            channels.insert(String(cString: notification.pointee.relname))
            PQfreemem(notification)
        }
        return channels
    }

    /// Waits for all results of what was sent; the last one counts, or the first that failed.
    private func lastResult(within limit: Duration) throws(OutboxError) -> Rows {
        let deadline = ContinuousClock.now + limit
        var last: OpaquePointer?
        var failure: OutboxError?
        while true {
            try awaitInput(until: deadline, limit: limit, holding: last)
            guard let result = PQgetResult(raw) else { break }
            if let last { PQclear(last) }
            last = result
            let status = PQresultStatus(result)
            if status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE {
                failure = failure ?? SQLState.error(of: result)
            }
        }
        if let failure {
            if let last { PQclear(last) }
            throw failure
        }
        guard let last else { throw .unavailable("database: the connection was lost: reconnecting") }
        return Rows(owning: last)
    }

    private func awaitInput(
        until deadline: ContinuousClock.Instant, limit: Duration, holding result: OpaquePointer?
    ) throws(OutboxError) {
        while true {
            let unsent = PQflush(raw)
            guard unsent == 1 || PQisBusy(raw) == 1 else { return }
            let left = ContinuousClock.now.duration(to: deadline)
            let events = unsent == 1 ? POLLIN | POLLOUT : POLLIN
            var descriptor = pollfd(fd: PQsocket(raw), events: Int16(events), revents: 0)
            if left > .zero, poll(&descriptor, 1, Int32(clamping: left.wholeMicroseconds / 1000 + 1)) > 0 {
                if PQconsumeInput(raw) == 1 { continue }
                if let result { PQclear(result) }
                throw .unavailable("database: the connection was lost: reconnecting")
            }
            if left > .zero { continue }
            if let result { PQclear(result) }
            cancel()
            throw .unavailable("database: no answer within \(limit.components.seconds) s: the statement was cancelled")
        }
    }

    /// Tells the server that nobody waits for the statement any more. On a thread of its own: libpq waits for the server to
    /// hang up, and one that is frozen never does.
    private func cancel() {
        guard let handle = PQgetCancel(raw) else { return }
        var thread = pthread_t()
        let made = pthread_create(
            &thread, nil,
            { handle in
                var complaint = [CChar](repeating: 0, count: 256)
                let handle = handle.map { OpaquePointer($0) }
                PQcancel(handle, &complaint, Int32(complaint.count))
                PQfreeCancel(handle)
                return nil
            }, UnsafeMutableRawPointer(handle))
        if made == 0 { pthread_detach(thread) } else { PQfreeCancel(handle) }
    }
}

/// Lends the texts as a null-terminated array of C strings, for as long as the closure runs.
private func withCStrings<Result>(
    _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    let copies = texts.map { text in text.map { strdup($0) } ?? nil }
    defer { for copy in copies { free(copy) } }
    return (copies.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { preconditionFailure("an array with an element has an address") }
        return body(base)
    }
}
