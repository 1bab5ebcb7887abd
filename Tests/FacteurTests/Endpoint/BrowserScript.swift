import Foundation
import TestServers

/// A script of `Tests/Browser`, which looks at pages in Chromium. `make web-check` says where axe-core is, in FACTEUR_AXE, and where
/// pictures go, in FACTEUR_PICTURES: a browser is too much to ask of everybody who runs the tests.
struct BrowserScript {
    /// Whether browsers are wanted.
    static var isWanted: Bool { environment["FACTEUR_AXE"] != nil }

    private static let environment = ProcessInfo.processInfo.environment
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Browser/")

    /// The file's name.
    let name: String

    /// Runs it to the end, with what it is to look at. What it finds it prints, a line each, and its code is 1.
    func run(_ items: some Encodable) async throws -> Binary.Result {
        let items = try JSONEncoder().encode(items)
        let python = try Running(
            executable: "/usr/bin/python3",
            arguments: [
                Self.folder.appending(path: name).path, Self.environment["FACTEUR_AXE"] ?? "",
                Self.environment["FACTEUR_PICTURES"] ?? "/tmp", String(decoding: items, as: UTF8.self),
            ],
            environment: ["HOME": "/tmp"], input: "")
        return await python.end()
    }
}
