import CPostgres
import Dispatch
import FacteurClient
import Glibc

/// One connection over libpq, to where its variables say (`PGHOST`, `PGUSER`, `PGDATABASE`, …).
package final class LibPQConnection: FacteurConnection, @unchecked Sendable {  // `raw` is used on `queue` alone
    private let raw: OpaquePointer?
    // libpq waits for the server, and Swift's own threads must not.
    private let queue = DispatchQueue(label: "libpq")

    /// Connects; with keywords and values, or with a URL, to where they say.
    package init(_ target: String = "") throws {
        let opened = PQconnectdb(target)
        guard PQstatus(opened) == CONNECTION_OK else {
            defer { PQfinish(opened) }
            throw StatementFailure(sqlState: "08001", message: String(cString: PQerrorMessage(opened)))
        }
        raw = opened
    }

    deinit { PQfinish(raw) }

    package func rows(of statement: String, with values: [String?] = []) async throws -> [[String?]] {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try self.run(statement, values) }) }
        }
    }

    private func run(_ statement: String, _ values: [String?]) throws -> [[String?]] {
        let copies = values.map { value in value.flatMap { strdup($0) } }
        defer { for copy in copies { free(copy) } }
        let parameters = copies.map { copy in copy.map { UnsafePointer($0) } }
        let result = PQexecParams(raw, statement, Int32(values.count), nil, parameters, nil, nil, 0)
        defer { PQclear(result) }
        guard [PGRES_TUPLES_OK, PGRES_COMMAND_OK].contains(PQresultStatus(result)) else {
            func field(_ code: Unicode.Scalar) -> String? {
                PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
            }
            throw StatementFailure(
                sqlState: field("C") ?? "08006", message: field("M") ?? "the connection was lost", detail: field("D"),
                hint: field("H"))
        }
        return (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { column in
                PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
            }
        }
    }

    /// What the work does is committed with it, or rolled back where it throws. One task at a time may use a connection.
    package func transaction<Result>(_ work: () async throws -> Result) async throws -> Result {
        _ = try await rows(of: "BEGIN")
        do {
            let result = try await work()
            _ = try await rows(of: "COMMIT")
            return result
        } catch {
            _ = try? await rows(of: "ROLLBACK")
            throw error
        }
    }
}
