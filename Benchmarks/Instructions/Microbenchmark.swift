/// Does one part of the worker's way so many times over, and nothing else: `Benchmarks/Instructions/run` counts the instructions of it.
@main
struct Microbenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let name = arguments.first else { return print(Part.allCases.map(\.rawValue).joined(separator: "\n")) }
        guard arguments.count == 2, let part = Part(rawValue: name), let count = arguments.last.flatMap({ Int($0) })
        else { throw Fault("usage: microbenchmark [PART COUNT]; without, it lists the parts") }
        let once = try part.prepared()
        // What is made only once is made before the counting, in the run with few and in the one with many alike.
        var bytes = 0
        for number in 0..<count { bytes &+= try once(number) }
        guard bytes > 0 else { throw Fault("\(name): nothing came of it") }
    }
}

/// In one line, what went wrong.
struct Fault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
