import Glibc
import Testing

@testable import facteur

@Suite("A socket that systemd hands over")
struct ListenSocketTests {
    @Test(
        "is taken by the process that it is meant for, and by no other",
        arguments: [
            ([:], nil), (["LISTEN_PID": "7", "LISTEN_FDS": "1"], 3), (["LISTEN_PID": "8", "LISTEN_FDS": "1"], nil),
            (["LISTEN_PID": "7", "LISTEN_FDS": "0"], nil), (["LISTEN_PID": "7", "LISTEN_FDS": "many"], nil),
            (["LISTEN_PID": "7"], nil),
        ] as [([String: String], CInt?)])
    func descriptor(environment: [String: String], descriptor: CInt?) throws {
        #expect(try ListenSocket.descriptor(environment: environment, processID: 7) == descriptor)
    }

    @Test("Several are a fault, told with what to do")
    func several() {
        #expect(throws: CommandError.self) {
            try ListenSocket.descriptor(environment: ["LISTEN_PID": "7", "LISTEN_FDS": "2"], processID: 7)
        }
    }

    @Test("A descriptor that does not listen is refused")
    func noListener() throws {
        let raw = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(raw) }
        #expect(throws: CommandError.self) { try ListenSocket.take(raw) }
        #expect(listen(raw, 1) == 0)
        #expect(try ListenSocket.take(raw) == raw)
        #expect(fcntl(raw, F_GETFD) == FD_CLOEXEC)
    }
}
