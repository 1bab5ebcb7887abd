/// What to do about a connection that is refused, by the words of libpq and the server. A server that speaks another language than English is
/// understood less: then nothing is added.
enum LoginHint {
    /// The first that fits counts.
    static let hints: [(words: [String], advice: String)] = [
        (
            ["no password supplied"],
            "give the password: a line in ~/.pgpass (host:port:database:user:password, chmod 600), database.passwordFile or PGSERVICE; "
                + "and PGUSER, if you are another user there"
        ),
        (
            ["password authentication failed"],
            "check the user (PGUSER) and the password (~/.pgpass, database.passwordFile)"
        ),
        (
            ["Peer authentication failed"],
            "on this socket the server takes each user of this machine by their own name: sudo -u USER, or a host in database.url and a password"
        ),
        (["role \"", "\" does not exist"], "name the user by PGUSER, or in database.url"),
        (["database \"", "\" does not exist"], "check the database's name in database.url"),
        (["no pg_hba.conf entry"], "pg_hba.conf of the server must let this user in from here"),
        (["definition of service"], "check PGSERVICE and ~/.pg_service.conf"),
        (["could not translate host name"], "check the host in database.url, and DNS on this machine"),
        (["Connection refused"], "is the server up, and the port in database.url right?"),
        (
            ["No such file or directory", "socket"],
            "is the server up, and its socket's folder the one in database.url?"
        ),
        (["does not support SSL"], "the server has no TLS: have it set up, or sslmode=prefer in database.url"),
        (["root certificate file"], "sslrootcert in database.url: name the authority's file, or sslrootcert=system"),
        (
            ["certificate verify failed"],
            "sslrootcert in database.url: name the authority that signed the server's certificate"
        ),
    ]

    /// What is added to a refusal; nil where its words are not known.
    static func advice(on detail: String) -> String? {
        hints.first { hint in hint.words.allSatisfy { detail.contains($0) } }?.advice
    }
}
