import Glibc
import Testing

@testable import facteur

@Suite("Lines to a descriptor")
struct LineStreamTests {
    /// A pipe, and what was written into it so far.
    private final class Pipe {
        private var ends: [Int32] = [0, 0]
        var input: Int32 { ends[1] }

        init() throws {
            try #require(pipe(&ends) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
        }

        deinit { for end in ends { close(end) } }

        func read() -> String {
            var bytes = [UInt8](repeating: 0, count: 64 * 1024)
            let count = Glibc.read(ends[0], &bytes, bytes.count)
            return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        }
    }

    @Test("A line is written as it comes; of many writers each line stays whole")
    func whole() async throws {
        let pipe = try Pipe()
        let stream = LineStream(pipe.input)
        stream.write("une ligne")
        #expect(pipe.read() == "une ligne\n")
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask { for _ in 0..<50 { stream.write(String(repeating: "\(writer)", count: 40)) } }
            }
        }
        let lines = pipe.read().split(separator: "\n")
        #expect(lines.count == 400)
        #expect(lines.allSatisfy { $0.count == 40 && Set($0).count == 1 })
    }

    @Test("Lines that are written together wait for the last of them, in their order, whoever else writes")
    func together() throws {
        let pipe = try Pipe()
        let stream = LineStream(pipe.input)
        stream.together {
            stream.write("1")
            stream.together { stream.write("2") }
            stream.write("3")
            #expect(pipe.read() == "")
        }
        #expect(pipe.read() == "1\n2\n3\n")
        stream.together {}
        #expect(pipe.read() == "")
        stream.write("4")
        #expect(pipe.read() == "4\n")
    }

    @Test("They do not wait when they are long: what is kept has a limit")
    func limit() throws {
        let pipe = try Pipe()
        let stream = LineStream(pipe.input)
        stream.together {
            for _ in 0..<65 { stream.write(String(repeating: "x", count: 1023)) }
            #expect(pipe.read().utf8.count == 64 * 1024)
        }
        #expect(pipe.read().utf8.count == 1024)
    }

    @Test("Lines that cannot be written are counted")
    func dropped() throws {
        let nowhere = LineStream(-1)
        nowhere.write("1")
        nowhere.together { for line in 2...4 { nowhere.write("\(line)") } }
        #expect(nowhere.dropped == 4)
    }
}
