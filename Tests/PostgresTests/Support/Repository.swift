import Glibc
import TestServers

/// The files that this project is made of, for tests that hold them against each other.
enum Repository {
    static let root = String(#filePath.prefix(#filePath.count - "/Tests/PostgresTests/Support/Repository.swift".count))

    static func text(of path: String) throws -> String { try run("cat '\(root)/\(path)'", input: "") }

    /// The names of the files in a folder, in their order.
    static func files(in path: String) throws -> [String] {
        try run("ls '\(root)/\(path)'", input: "").split(separator: "\n").map(String.init)
    }
}
