import Glibc
import TestServers
import Testing

@testable import facteur

@Suite("What systemd is told", .timeLimit(.minutes(1)))
struct SystemdTests {
    @Test("A state is one datagram on the socket of NOTIFY_SOCKET")
    func datagram() throws {
        try TemporaryFolder.with { folder in
            let socket = try NotifySocket(folder.path + "/notify")
            let systemd = Systemd(environment: ["NOTIFY_SOCKET": folder.path + "/notify"])
            systemd.notify(.ready, .status("14 waiting\nREADY=forged"))
            #expect(socket.receive() == "READY=1\nSTATUS=14 waiting READY=forged")
            systemd.notify(.watchdog)
            #expect(socket.receive() == "WATCHDOG=1")
            systemd.notify(.stopping)
            #expect(socket.receive() == "STOPPING=1")
        }
    }

    @Test("An abstract socket is named with an @")
    func abstractSocket() throws {
        let name = "@facteur-test-\(getpid())-\(UInt64.random(in: .min ... .max))"
        let socket = try NotifySocket(name)
        Systemd(environment: ["NOTIFY_SOCKET": name]).notify(.ready)
        #expect(socket.receive() == "READY=1")
    }

    @Test("Without a socket, or with one that is gone, nothing happens")
    func nobody() {
        Systemd(environment: [:]).notify(.ready)
        Systemd(environment: ["NOTIFY_SOCKET": "/nowhere/notify"]).notify(.ready)
        Systemd(environment: ["NOTIFY_SOCKET": String(repeating: "/x", count: 200)]).notify(.ready)
    }

    @Test("The watchdog hears from us twice as often as it asks")
    func watchdog() {
        #expect(Systemd(environment: ["WATCHDOG_USEC": "30000000"]).watchdogInterval == .seconds(15))
        #expect(Systemd(environment: ["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"]).watchdogInterval == nil)
        #expect(Systemd(environment: [:]).watchdogInterval == nil)
    }
}
