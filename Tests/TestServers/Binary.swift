import FoundationEssentials

/// The built command, run as a user runs it.
package struct Binary: Sendable {
    /// What a run came to.
    package struct Result: Sendable {
        package var code: Int32
        package var output: String
        package var error: String

        package var outputLines: [String] { output.split(separator: "\n").map(String.init) }
        package var errorLines: [String] { error.split(separator: "\n").map(String.init) }
    }

    /// The environment, all of it: nothing is inherited but the path.
    package var environment: [String: String]

    /// What runs the command, with its arguments: nothing, or what brings it to another host.
    package var runner: [String] = []

    package init(environment: [String: String] = [:]) { self.environment = environment }

    /// Runs to the end.
    package func run(_ arguments: String..., input: String = "") async throws -> Result {
        try await run(arguments, input: input)
    }

    package func run(_ arguments: [String], input: String = "") async throws -> Result {
        let running = try start(arguments, input: input)
        return await running.end()
    }

    /// Starts, and leaves it running.
    package func start(_ arguments: [String], input: String = "") throws -> Running {
        let path = try Self.path()
        guard !runner.isEmpty else {
            return try Running(executable: path, arguments: arguments, environment: environment, input: input)
        }
        return try Running(
            executable: "/usr/bin/env", arguments: runner + [path] + arguments, environment: environment, input: input)
    }

    /// The command stands beside the program that runs this.
    package static func path() throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = own[...(own.lastIndex(of: "/") ?? own.startIndex)] + "facteur"
        guard FileManager.default.isExecutableFile(atPath: String(path)) else { throw NotBuilt(path: String(path)) }
        return String(path)
    }

    package struct NotBuilt: Error, CustomStringConvertible {
        let path: String
        package var description: String { "\(path) is not built: swift build" }
    }
}
