import CPostgres

/// Where the database is and how long to wait for it.
package struct DatabaseSettings: Sendable {
    /// A libpq connection string or URL; several hosts mean that the writable one is looked for.
    package var url: String
    /// The password, when it is not in the URL.
    package var password: Password?
    /// What `pg_stat_activity` calls this program.
    package var applicationName: String
    /// How long to wait for a connection, for each host.
    package var connectTimeout: Duration
    /// How long one statement may take.
    package var statementTimeout: Duration

    /// A password that no description shows.
    package struct Password: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
        let text: String

        package init(_ text: String) { self.text = text }

        package var description: String { "(secret)" }
        package var debugDescription: String { description }
    }

    package init(
        url: String, password: Password? = nil, applicationName: String = "facteur",
        connectTimeout: Duration = .seconds(5), statementTimeout: Duration = .seconds(30)
    ) {
        self.url = url
        self.password = password
        self.applicationName = applicationName
        self.connectTimeout = connectTimeout
        self.statementTimeout = statementTimeout
    }

    /// The keywords that libpq takes; `dbname` holds the URL, which libpq expands, and the ones behind it win.
    var keywords: [(name: String, value: String)] {
        var keywords = [
            ("dbname", url),
            ("fallback_application_name", applicationName),
            ("connect_timeout", String(max(2, connectTimeout.components.seconds))),
            ("client_encoding", "UTF8"),
            // A dead peer is noticed within some ten seconds, even in the middle of a statement.
            ("keepalives_idle", "5"), ("keepalives_interval", "2"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "10000"),
        ]
        if looksForWritable { keywords.append(("target_session_attrs", "read-write")) }
        if let password { keywords.append(("password", password.text)) }
        return keywords
    }

    /// Whether several hosts are named and nothing is said of which one is wanted: then it is the writable one, since after
    /// a failover the old one may answer as a standby.
    private var looksForWritable: Bool {
        guard let given else { return false }
        let hosts = given["hostaddr"] ?? given["host"] ?? ""
        return hosts.contains(",") && given["target_session_attrs"] == nil
    }

    /// What the URL says, by keyword; nil where libpq cannot read it.
    var given: [String: String]? {
        guard let options = PQconninfoParse(url, nil) else { return nil }
        defer { PQconninfoFree(options) }
        var given: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            given[String(cString: keyword)] = option.pointee.val.map { String(cString: $0) }
            option += 1
        }
        return given
    }
}
