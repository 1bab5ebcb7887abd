import Foundation
import TestServers
import Testing

/// Prometheus' own judge of metrics and rules, of Debian's package prometheus.
enum Promtool {
    /// What it says of files or of what it is given.
    static func run(_ arguments: String..., input: String = "") async throws -> Binary.Result {
        let path = "/usr/bin/promtool"
        try #require(FileManager.default.isExecutableFile(atPath: path), "promtool is not here: install prometheus")
        return await (try Running(executable: path, arguments: arguments, environment: [:], input: input)).end()
    }
}
