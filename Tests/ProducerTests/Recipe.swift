import Foundation
import Testing

/// A program for producers: a section of a page in `docs/producers`, run as it stands there.
struct Recipe: Sendable, CustomTestStringConvertible {
    /// The page's name, without `.md`.
    let page: String
    /// The heading under which the program stands.
    let heading: String
    /// The program's file name, for those whom it matters to.
    let file: String
    /// What runs it: a program and its arguments, in which `FILE` is the file's path.
    let command: [String]

    var testDescription: String { "\(page): \(heading)" }

    static let all = [
        Recipe(page: "psql", heading: "psql", file: "recipe.sql", command: ["psql", "-XqAt", "-f", "FILE"]),
        Recipe(page: "python", heading: "psycopg", file: "recipe.py", command: ["/usr/bin/python3", "FILE"]),
        Recipe(page: "python", heading: "Django", file: "recipe.py", command: ["/usr/bin/python3", "FILE"]),
        Recipe(page: "python", heading: "SQLAlchemy", file: "recipe.py", command: ["/usr/bin/python3", "FILE"]),
        Recipe(page: "php", heading: "PDO", file: "recipe.php", command: ["php", "FILE"]),
        Recipe(page: "php", heading: "Laravel", file: "recipe.php", command: ["php", "FILE"]),
        Recipe(page: "php", heading: "Symfony", file: "recipe.php", command: ["php", "FILE"]),
        Recipe(page: "node", heading: "pg", file: "recipe.js", command: ["node", "FILE"]),
        Recipe(page: "perl", heading: "DBI", file: "recipe.pl", command: ["/usr/bin/perl", "FILE"]),
        Recipe(page: "ruby", heading: "pg", file: "recipe.rb", command: ["/usr/bin/ruby", "FILE"]),
        Recipe(
            page: "java", heading: "JDBC", file: "Recipe.java",
            command: ["java", "-cp", "/usr/share/java/postgresql.jar", "FILE"]),
        Recipe(page: "go", heading: "lib/pq", file: "recipe.go", command: ["go", "run", "FILE"]),
    ]

    /// The program: what is fenced first below the heading.
    func code() throws -> String { try Self.code(page: page, heading: heading) }

    static func code(page: String, heading: String) throws -> String {
        let text = try Repository.text("docs/producers/\(page).md")
        return try fenced(in: text, below: "## \(heading)")
    }

    /// The first fenced block below a heading.
    static func fenced(in text: String, below heading: String) throws -> String {
        guard let start = text.firstRange(of: "\n\(heading)\n"), let block = blocks(in: text[start.upperBound...]).first
        else { throw NoSuchCode(heading: heading) }
        return block
    }

    /// What is fenced in a page, block by block.
    static func blocks(in text: Substring) -> [String] {
        text.matches(of: /\n`{3}[a-z]+\n((?:.|\n)*?\n)`{3}/).map { String($0.1) }
    }

    struct NoSuchCode: Error { let heading: String }
}

/// The files of this repository, by their path from its root.
enum Repository {
    static let root = #filePath.replacing("/Tests/ProducerTests/Recipe.swift", with: "")

    static func text(_ path: String) throws -> String {
        try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
    }
}
