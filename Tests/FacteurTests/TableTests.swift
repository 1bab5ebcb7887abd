import Testing

@testable import facteur

@Suite("Tables")
struct TableTests {
    @Test("Columns are as wide as their widest cell, and no line ends in a space")
    func alignment() {
        var table = Table("kind", "waiting")
        table.add(["password-reset", "3"])
        table.add(["é", ""])
        #expect(
            table.lines
                == ["kind            waiting", "password-reset  3", "é               "].map { line in
                    String(line.reversed().drop { $0 == " " }.reversed())
                })
    }

    @Test("The templates that ship are looked for beside the binary and above it")
    func templates() {
        let candidates = TemplatesFolder.candidates(beside: "/usr/bin/facteur")
        #expect(candidates.contains("/usr/share/facteur/templates"))
        #expect(
            TemplatesFolder.candidates(beside: "/home/me/facteur/.build/debug/facteur").contains(
                "/home/me/facteur/templates"))
    }
}
