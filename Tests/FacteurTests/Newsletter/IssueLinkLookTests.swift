import Foundation
import Templates
import TestServers
import Testing

@testable import facteur

@Suite("The links of an issue, asked for", .timeLimit(.minutes(2)))
struct IssueLinkLookTests {
    /// A link or a picture of an issue, and what is told of it; nil where all is well.
    struct Row: Sendable {
        var path: String
        var isPicture = false
        var fault: String?

        init(link path: String, _ fault: String? = nil) { (self.path, self.fault) = (path, fault) }

        init(picture path: String, _ fault: String? = nil) {
            (self.path, isPicture, self.fault) = (path, true, fault)
        }
    }

    private static let rows = [
        Row(link: "/shop"), Row(link: "/shop/cups"), Row(link: "/get-only"),
        Row(link: "/gone", "the link does not answer as it should: HTTP 404"),
        Row(link: "/broken", "the link does not answer as it should: HTTP 500"),
        Row(link: "/robots", "the link keeps programs out: HTTP 403"),
        Row(link: "/old"), Row(link: "/older"), Row(link: "/shop/old"),
        Row(link: "/plain", "the link leads on to an address without TLS"),
        Row(link: "/circle", "the link leads on and on"),
        Row(link: "/silent", "the link does not answer (Empty reply from server)"),
        Row(picture: "/cup.png"), Row(picture: "/old.png"),
        Row(picture: "/poster.png", "the picture is 4000 pixels wide, and letters show 600"),
        Row(picture: "/heavy.jpg", "the picture has 2.4 MB"),
        Row(picture: "/cup.webp", "not every mailbox shows a picture in webp"),
        Row(picture: "/shop", "the picture is none: text/html"),
        Row(picture: "/gone", "the picture does not answer as it should: HTTP 404"),
        Row(link: "/gone", "the link does not answer as it should: HTTP 404"),
    ]

    /// The lines of the issue's head, before its first row.
    private static let head = "---\nlist: lettre\nsubject: Les tasses\n---\n"

    private func issue(_ rows: [Row], at base: String) throws -> IssueFile {
        let lines = rows.map { "\($0.isPicture ? "!" : "")[Une tasse](\(base)\($0.path))\n" }
        return try TemporaryFolder.with { folder in
            IssueFileFolder.issue(at: try folder.write(Self.head + lines.joined(), to: "lettre.md"))
        }
    }

    /// What is told, each by its line.
    private func told(_ faults: [IssueFileFault]) -> [String] {
        faults.map { "\($0.fault.line): \($0.fault.fault)" }.sorted()
    }

    @Test("What does not answer as it should is told wherever it stands; each page and picture is asked for once")
    func looked() async throws {
        try await Website.running { website in
            let faults = await IssueLinkLook(caFile: website.caFile, allowsPrivate: true)
                .faults(of: try issue(Self.rows, at: website.base))
            let expected = Self.rows.enumerated().compactMap { index, row in row.fault.map { "\(index + 5): \($0)" } }
            #expect(told(faults) == expected.sorted())
            // Where HEAD is refused, GET is asked once more; a picture is read.
            let gone = website.requests.filter { $0.hasSuffix(" /gone") }
            #expect(gone.sorted() == ["GET /gone", "GET /gone", "HEAD /gone"])
            #expect(website.requests.filter { $0.hasSuffix(" /get-only") } == ["HEAD /get-only", "GET /get-only"])
            #expect(website.requests.filter { $0.hasSuffix(" /shop/cups") } == ["HEAD /shop/cups", "HEAD /shop/cups"])
            #expect(website.requests.filter { $0.hasSuffix(" /poster.png") } == ["GET /poster.png"])
        }
    }

    @Test(
        "A host whose certificate is not its own, one that nobody trusts, and a port where nobody listens, do not answer"
    )
    func unsafe() async throws {
        try await Website.running { website in
            let free = try FreePort.next()
            for (base, caFile, reason) in [
                ("https://127.0.0.1:\(website.port)", website.caFile as String?, "certificate subject name"),
                (website.base, nil, "certificate"), ("https://localhost:\(free)", website.caFile, "connect"),
            ] {
                let look = IssueLinkLook(caFile: caFile, allowsPrivate: true)
                let faults = told(await look.faults(of: try issue([Row(link: "/shop")], at: base)))
                #expect(faults.count == 1)
                #expect(faults.first?.hasPrefix("5: the link does not answer (") == true, "\(faults)")
                #expect(faults.first?.contains(reason) == true, "\(faults)")
            }
            #expect(website.requests == [])
        }
    }

    @Test("No address of this machine or of a network of one's own is asked, whatever its name")
    func closed() async throws {
        try await Website.running { website in
            let look = IssueLinkLook(caFile: website.caFile)
            let faults = told(await look.faults(of: try issue([Row(link: "/shop")], at: website.base)))
            #expect(faults == ["5: the link leads to a network of one’s own, where no reader gets"])
            #expect(website.requests == [])
        }
    }
}
