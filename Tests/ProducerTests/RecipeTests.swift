import ExampleDatabase
import Foundation
import Synchronization
import TestServers
import Testing

/// A sanitizer's library goes into what the tests start, and other languages' programs do not bear it.
@Suite("The recipes for producers", .timeLimit(.minutes(10)), .enabled(if: !Sanitizer.isOn))
struct RecipeTests {
    @Test(
        "Each program, as it stands on its page, does what the pages promise, as a mere producer", arguments: Recipe.all
    )
    func program(recipe: Recipe) async throws {
        let shop = try await ShopDatabase.make()
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = try folder.write(try recipe.code(), to: recipe.file)
        let command = recipe.command.map { $0.replacing("FILE", with: file) }
        let program = try Running(
            executable: "/usr/bin/env", arguments: command,
            environment: shop.environment().merging(Self.surroundings(folder)) { $1 }, input: "")
        let result = await program.end()
        #expect(result.code == 0, "\(result.output) \(result.error)")
        try expectPromises(result.outputLines, shop)
    }

    @Test("The program in Swift does the same, and stands on its page as it is compiled")
    func swift() async throws {
        let shop = try await ShopDatabase.make()
        let said = Mutex<[String]>([])
        let database = try LibPQConnection(shop.target)
        try await ProducerTests.shop(on: database) { line in said.withLock { $0.append(line) } }
        try expectPromises(said.withLock { $0 }, shop)
        for (heading, file) in [
            ("A connection", "examples/database/LibPQConnection.swift"),
            ("FacteurClient", "Tests/ProducerTests/SwiftRecipe.swift"),
        ] {
            #expect(try Recipe.code(page: "swift", heading: heading) == Repository.text(file), "\(heading): \(file)")
        }
    }

    @Test("What the README shows are lines of the recipes, in their order")
    func readme() throws {
        let readme = try Repository.text("README.md")
        let start = try #require(readme.firstRange(of: "\n## Send mail from your application\n"))
        let section = readme[start.upperBound...].prefix { $0 != "#" }
        let blocks = Recipe.blocks(in: section)
        #expect(blocks.count == 3)
        let programs = try Recipe.all.map { "\n" + Self.trimmed(try $0.code()) }
        for block in blocks {
            #expect(programs.contains { $0.contains("\n" + Self.trimmed(block)) }, "no recipe has\n\(block)")
        }
    }

    /// How programs ended: five steps, each with its line, and of what was refused nothing is left.
    private func expectPromises(_ lines: [String], _ shop: ShopDatabase) throws {
        let id = try #require(lines.first?.wholeMatch(of: /enqueued ([0-9a-f-]{36})/)?.1, "\(lines)")
        #expect(lines.dropFirst().first == "again \(id)")
        #expect(lines.dropFirst(2).first?.wholeMatch(of: /refused 22023 .*recipient.*/) != nil, "\(lines)")
        #expect(lines.dropFirst(3).first == "state waiting")
        #expect(lines.dropFirst(4) == ["event sent registration"], "\(lines)")
        let rows = try shop.database.psql(
            """
            select (select string_agg(email, ' ') from \(ShopDatabase.role).account),
                (select string_agg(id::text, ' ') from facteur.message where recipient <> 'zoe@client.example'),
                (select value > 0 from \(ShopDatabase.role).mail_cursor)
            """)
        #expect(rows == "camille@client.example|\(id)|t")
    }

    /// Where the languages look for what they need.
    private static func surroundings(_ folder: TemporaryFolder) -> [String: String] {
        [
            "HOME": folder.path,
            // `make test` unpacks Debian's package here.
            "NODE_PATH": "\(Repository.root)/.build/node-pg/usr/share/nodejs",
            "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": folder.path + "/go",
        ]
    }

    /// The lines without what they are indented by.
    private static func trimmed(_ code: String) -> String {
        code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }
}
