import Foundation
import Glibc
import TestServers
import Testing

/// `make web-check` says where axe-core is, in FACTEUR_AXE, and where pictures go, in FACTEUR_PICTURES.
@Suite(
    "The example shop in a real browser", .timeLimit(.minutes(10)),
    .enabled(if: ProcessInfo.processInfo.environment["FACTEUR_AXE"] != nil, "make web-check"))
struct WalkTests {
    @Test(
        "A customer registers, forgets her password, moves, orders and leaves the newsletter, and each mail comes once")
    func walk() async throws {
        let environment = ProcessInfo.processInfo.environment
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        // PostgreSQL's own user must reach its folder when the demo runs as root.
        chmod(folder.path, 0o755)
        let demo = try Running(
            executable: Repository.root + "/examples/boutique/demo", arguments: ["--port", "0"],
            environment: ["XDG_STATE_HOME": folder.path, "BOUTIQUE_PORT": "0"], input: "")
        do {
            let shop = try await demo.line { $0.contains("The shop is open on ") }
            let output = demo.outputSoFar
            let mailbox = try #require(output.firstMatch(of: /The mail appears on (\S+)/)?.1)
            let variables = try #require(output.firstMatch(of: /In another terminal: (.+) \S+ status/)?.1)
            let address = shop.split(separator: " ").last.map { String($0.dropLast()) } ?? ""
            let (axe, pictures) = (environment["FACTEUR_AXE"] ?? "", environment["FACTEUR_PICTURES"] ?? "/tmp")
            var arguments = [
                Repository.root + "/Tests/Browser/walk_boutique.py", axe, pictures, address, String(mailbox),
            ]
            arguments.append("/usr/bin/env")
            arguments += variables.split(separator: " ").map(String.init)
            arguments.append(try Binary.path())
            let python = try Running(
                executable: "/usr/bin/python3", arguments: arguments, environment: ["HOME": "/tmp"], input: "")
            let end = await python.end()
            #expect(end.code == 0, "\(end.output) \(end.error)")
        } catch {
            demo.send(SIGTERM)
            _ = await demo.end()
            throw error
        }
        demo.send(SIGTERM)
        let end = await demo.end()
        #expect(end.code == 0, "\(end.error)")
    }
}
