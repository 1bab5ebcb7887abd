import Glibc
import PrivatePostgres
import TestServers
import Testing

@Suite("A private PostgreSQL", .timeLimit(.minutes(2)))
struct PrivatePostgresTests {
    @Test("It starts again on the same folder and port after being killed")
    func startsAgain() async throws {
        let folder = try makeTemporaryFolder("private")
        let first = try await PrivatePostgres(folder: folder)
        #expect(isAlive(first.serverID))
        await first.stop(.kill)
        #expect(!isAlive(first.serverID))

        let second = try await PrivatePostgres(folder: folder, isTemporary: true, port: first.port)
        #expect(first.serverID != second.serverID)
        #expect(second.port == first.port)
        #expect(isAlive(second.serverID))
        await second.stop()
        #expect(!isAlive(second.serverID))
        #expect(access(folder, F_OK) != 0)
    }

    @Test("It ends with whoever started it: dropped, or the process killed")
    func endsWithItsStarter() async throws {
        let folder = try makeTemporaryFolder("orphan")
        let serverID = try await PrivatePostgres(folder: folder, isTemporary: true).serverID
        while isAlive(serverID) || access(folder, F_OK) == 0 { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test("A folder that a running server holds is refused, and the server is left in peace")
    func occupied() async throws {
        let folder = try makeTemporaryFolder("occupied")
        let server = try await PrivatePostgres(folder: folder, isTemporary: true)
        await #expect {
            try await PrivatePostgres(folder: folder)
        } throws: { error in
            "\(error)" == "a PostgreSQL runs in \(folder) already: end the program that started it first"
        }
        #expect(isAlive(server.serverID))
        await server.stop()
    }

    @Test("A folder that cannot be made is named in one line")
    func badFolder() async {
        await #expect {
            try await PrivatePostgres(folder: "/nowhere/at/all")
        } throws: { error in
            "\(error)" == "/nowhere/at/all cannot be created: No such file or directory"
        }
    }

    private func isAlive(_ process: pid_t) -> Bool { kill(process, 0) == 0 }
}
