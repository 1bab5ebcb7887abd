import Foundation
import TestServers
import Testing

@Suite("The archive, over PostgreSQL and as facteur_web", .timeLimit(.minutes(10)))
struct ArchivePageTests {
    @Test("An issue that has gone out is read in a browser, in the archive and in the feed, without anybody's link")
    func reading() async throws {
        try await WebStage.with(["FACTEUR_WEB_PUBLIC_URL": "https://lettre.boutique.example"]) { web in
            let ids = try await web.publish(["Les tasses sont de retour", "Deux couleurs"])
            let before = try await web.dump()
            let list = try await HTTPAnswer.of("\(web.base)archive/lettre")
            #expect(list.status == 200 && list.body.contains("<h1>La lettre du vendredi</h1>"))
            let titles = list.body.matches(of: /<li><a href="lettre\/([0-9a-f-]+)">([^<]+)</)
            #expect(titles.map { String($0.output.1) } == ids)
            #expect(titles.map { String($0.output.2) } == ["Les tasses sont de retour", "Deux couleurs"])
            let issue = try await HTTPAnswer.of("\(web.base)archive/lettre/\(ids[0])")
            #expect(issue.status == 200 && issue.body.contains("<strong>Les tasses sont de retour</strong>"))
            #expect(issue.body.contains("Boutique L’Œuf") && !issue.body.contains("/d/") && !issue.body.contains("/p/"))
            #expect(issue.fields["x-robots-tag"] == nil)
            let feed = try await HTTPAnswer.of("\(web.base)archive/lettre/feed.atom")
            #expect(feed.status == 200 && feed.body.matches(of: #/<entry /#).count == 2)
            #expect(feed.body.contains("https://lettre.boutique.example/archive/lettre/\(ids[0])"))
            #expect(try await HTTPAnswer.of("\(web.base)archive/club").status == 404)
            #expect(try await web.dump() == before)
        }
    }

    @Test("With broken templates the endpoint starts, readers leave lists, and letters are said to come back")
    func brokenTemplates() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "facteur-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await WebStage.with(["FACTEUR_TEMPLATES_DIRECTORY": folder.path]) { web in
            let ids = try await web.publish(["Les tasses"])
            for path in ["archive/lettre", "archive/lettre/\(ids[0])", "archive/lettre/feed.atom"] {
                let answer = try await HTTPAnswer.of(web.base + path)
                #expect(answer.status == 503 && answer.fields["retry-after"] == "120")
            }
            let token = try web.token("subscribed")
            let left = try await HTTPAnswer.of("\(web.base)d/\(token)", ["-d", "List-Unsubscribe=One-Click"])
            #expect(left.status == 200)
            #expect(try await web.status(token) == "unsubscribed")
            #expect(web.web.outputSoFar.contains("letters are not shown in browsers until then"))
        }
    }

    /// A GIF of one pixel.
    private static let gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

    @Test("A picture is stored by the command, served by the endpoint to the byte, and listed")
    func image() async throws {
        try await WebStage.with { web in
            let content = try #require(Data(base64Encoded: Self.gif))
            let file = web.stage.path(of: "point.gif")
            try content.write(to: URL(filePath: file))
            let stage = web.stage.with(["FACTEUR_WEB_PUBLIC_URL": "https://lettre.boutique.example/"])
            let added = try await stage.expectSuccess("newsletter", "image", "add", file, "--alt", "Un [point]")
            let url = try #require(added.outputLines.first)
            let path = try #require(
                url.firstMatch(of: /^https:\/\/lettre\.boutique\.example\/(i\/[0-9a-f]{64}\.gif)$/)?.1)
            #expect(
                added.outputLines.dropFirst() == ["1 x 1 pixels, \(content.count) bytes", "![Un \\[point\\]](\(url))"])
            let again = try await stage.expectSuccess("newsletter", "image", "add", file, "--alt", "")
            #expect(
                again.outputLines.first == url && again.outputLines.last == "<img src=\"\(url)\" alt=\"\" width=\"1\">")
            let copy = web.stage.path(of: "copy.gif")
            let answer = try await HTTPAnswer.of("\(web.base)\(path)", ["-o", copy, "-D", "-"])
            #expect(answer.status == 200 && answer.fields["content-type"] == "image/gif")
            #expect(try Data(contentsOf: URL(filePath: copy)).suffix(content.count) == content)
            let list = try await stage.expectSuccess("newsletter", "image", "list")
            #expect(list.outputLines.count == 2 && list.outputLines[1].hasPrefix(url))
        }
    }

    /// Files and options that are refused, with exit code and words.
    private static let refused: [(name: String, content: String, options: [String], code: Int32, words: String)] = [
        ("point.gif", gif, [], 64, "--alt is missing"),
        ("point.png", gif, ["--alt", "a"], 1, "is a GIF: name it point.gif"),
        ("logo.svg", "PHN2Zz48L3N2Zz4=", ["--alt", "a"], 1, "is an SVG"),
        ("leer.png", "", ["--alt", "a"], 1, "is empty"),
        ("cut.gif", "R0lGODlhAQABAIAAAAAA", ["--alt", "a"], 1, "is cut short"),
    ]

    @Test("What cannot be hosted is refused in one line, and nothing is stored")
    func refusals() async throws {
        try await Stage.with { stage in
            let stage = stage.with(["FACTEUR_WEB_PUBLIC_URL": "https://lettre.boutique.example"])
            for one in Self.refused {
                let file = stage.path(of: one.name)
                try #require(Data(base64Encoded: one.content)).write(to: URL(filePath: file))
                let result = try await stage.binary.run(["newsletter", "image", "add", file] + one.options)
                #expect(result.code == one.code, "\(one.name): \(result.error)")
                #expect(result.errorLines.count == 1 && result.error.contains(one.words), "\(result.error)")
            }
            let missing = try await stage.binary.run(["newsletter", "image", "add", "/nowhere/a.png", "--alt", ""])
            #expect(missing.code == 1 && missing.error.contains("cannot be read"))
            #expect(try await stage.sql("select count(*) from facteur.image") == ["0"])
        }
    }
}
