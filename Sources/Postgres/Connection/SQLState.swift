import CPostgres
import Mail

/// What a server's error means for the outbox, by its SQLSTATE (PostgreSQL appendix A).
enum SQLState {
    /// Judges an error. `summary` is the primary message, which by PostgreSQL's habit may quote a value, so it is passed on
    /// only where this project wrote it (22023: a refusal that names the fault and never a value).
    static func error(state: String, summary: String) -> OutboxError {
        switch state {
        case "22023", "P0001", "P0002":
            .statement(summary)
        case "53100":
            .unavailable("database: the server's disk is full (SQLSTATE 53100): free space there")
        case "53200":
            .unavailable("database: the server is out of memory (SQLSTATE 53200): give it more, or less to do")
        case "53300":
            .unavailable(
                "database: the server has no connection left (SQLSTATE 53300): raise max_connections or close others")
        case _ where state.hasPrefix("08") || state.hasPrefix("53") || state.hasPrefix("57") || state.hasPrefix("58"):
            .unavailable("database: the server is away or busy (SQLSTATE \(state)): waiting for it")
        case "25006":
            .unavailable(
                "database: the server is read-only, a standby perhaps (SQLSTATE 25006): waiting for a writable one")
        case "25P02", "25P03", "25P04":
            .unavailable("database: the session was in a failed transaction (SQLSTATE \(state)): reconnecting")
        // A deadlock too: nothing is stored, and whoever tries again finds the others gone.
        case "55P03", "40P01":
            .locked("database: a lock stood in the way (SQLSTATE \(state)): trying again")
        case "40001", "40003", "55000", "55006":
            .unavailable("database: a lock stood in the way (SQLSTATE \(state)): trying again")
        case "3F000", "42P01", "42883", "42703", "42704", "42804", "42809", "42846":
            .schema("database: the schema is missing or of another version (SQLSTATE \(state)): run `facteur migrate`")
        case "42501":
            .schema("database: this role lacks a right (SQLSTATE 42501): grant it the role that deploy/roles.sql names")
        case _ where state.hasPrefix("28") || state == "3D000":
            .unavailable("database: the login was refused (SQLSTATE \(state)): check user, password and database name")
        default:
            .statement("database: a statement failed (SQLSTATE \(state)): report it with the server's log")
        }
    }

    /// The error of a failed result.
    static func error(of result: OpaquePointer) -> OutboxError {
        let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        let summary = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) } ?? ""
        if state.isEmpty { return .unavailable("database: the connection was lost: reconnecting") }
        return error(state: state, summary: summary)
    }
}
