import Testing

@Suite("The pages for whoever works on this")
struct PagesTests {
    private static let pages: [String] = {
        let docs = (try? Repository.files(below: "docs", suffix: ".md")) ?? []
        return docs + ["README.md", "CONTRIBUTING.md", "templates/README.md"]
    }()

    @Test("Every path that a page names is there", arguments: pages)
    func paths(page: String) throws {
        let text = try Repository.text(page)
        let named = text.matches(of: /(?:Sources|Tests|docs|deploy|templates)\/[A-Za-z0-9_+\/.-]*[A-Za-z0-9_]/)
            .map { String($0.0) }
        for path in named where !Self.isElsewhere(path, in: text) {
            #expect(Repository.exists(path), "\(page) names \(path), which is not there")
        }
    }

    @Test("Every link from one page to another leads somewhere", arguments: pages)
    func links(page: String) throws {
        let folder = page.split(separator: "/").dropLast().map { "\($0)/" }.joined()
        for match in try Repository.text(page).matches(of: /\]\(([^)#:]+)(?:#[^)]*)?\)/) {
            #expect(Repository.exists(folder + match.1), "\(page) links to \(match.1)")
        }
    }

    /// `/usr/local/share/facteur/templates` and the like, on the machine of an operator.
    private static func isElsewhere(_ path: String, in text: String) -> Bool {
        text.contains("/" + path) || text.contains("facteur-" + path)
    }

    @Test("What the table of places tells to look for is in the file that it names")
    func names() throws {
        let page = try Repository.text("docs/architecture.md")
        let rows = page.matches(of: /\n\| ([^|]+) \| (`Sources[^|]+) \| (`[^|]+) \|/)
        #expect(rows.count > 20)
        for row in rows {
            let paths = row.2.matches(of: /`(Sources[^`]+\.[a-z]+)`/).map { String($0.1) }
            let texts = try paths.map { try Repository.text($0) }
            // `RetryRules.delay`: the type or the function, whichever the file has at its end.
            let names = row.3.matches(of: /`(?:facteur\.)?(?:[A-Z][A-Za-z]+\.)?([A-Za-z_]+)/).map(\.1)
            for name in names where !texts.isEmpty {
                #expect(texts.contains { $0.contains(name) }, "\(row.1): \(name)")
            }
        }
    }

    @Test("Each count of places to edit in CONTRIBUTING.md is that of its list")
    func places() throws {
        let page = try Repository.text("CONTRIBUTING.md")
        let counts = page.matches(of: /\n\*\*An? ([a-zA-Z ]+): ([0-9]+)\.\*\*/)
        #expect(counts.count >= 6)
        for count in counts {
            let list = page[count.range.upperBound...].prefix { $0 != "*" }.prefix(while: { $0 != "#" })
            let items = list.matches(of: /\n([0-9]+)\.\x20/).map { String($0.1) }
            #expect(items == (1...(Int(count.2) ?? 0)).map(String.init), "\(count.1)")
        }
    }

    @Test("The table of rooms says what Package.swift does")
    func rooms() throws {
        let package = try Repository.text("Package.swift")
        let page = try Repository.text("docs/architecture.md")
        var told: [String: Set<String>] = [:]
        for match in page.matches(of: /\| `([A-Za-z]+)` \| .+ \| (.+) \|\n/) {
            let imports = match.2.split(separator: ", ").map(String.init)
            told[String(match.1)] = imports == ["nothing"] ? [] : Set(imports)
        }
        var declared: [String: Set<String>] = [:]
        for match in package.matches(
            // What is in C has no such settings, and is no room.
            of: /\.(?:executableT|t)arget\(\s*name: "([A-Za-z]+)"((?:(?!arget\().)*?)swiftSettings/.dotMatchesNewlines()
        ) {
            guard !match.2.contains("path:") else { continue }
            let list = match.2.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.1 ?? ""
            let names = list.replacing(/package: "[^"]*"/, with: "").matches(of: /"([A-Za-z0-9]+)"/)
                .map { String($0.1) }
            declared[String(match.1)] = Set(names)
        }
        let rooms = Set(declared.keys).subtracting(["facteur"])
        if told["facteur"]?.remove("all of these") != nil { told["facteur"]?.formUnion(rooms) }
        #expect(declared.count > 8)
        for (room, imports) in declared { #expect(told[room] == imports, "\(room)") }
        #expect(Set(told.keys) == Set(declared.keys))
    }
}
