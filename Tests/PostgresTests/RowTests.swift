import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What a row says", .timeLimit(.minutes(2)))
struct RowTests {
    private func session() async throws -> DatabaseSession {
        DatabaseSession(settings: try await TestDatabase.make().settings)
    }

    @Test("is read by names in any order, and none that is not there")
    func names() async throws {
        let rows = try await session().rows("select '1' as a, '2' as b, null as c from generate_series(1, 2)") {
            row in [row.text("b"), row.text("a"), row.text("c"), row.text("a"), row.text("d"), row.text("b")]
        }
        #expect(rows == Array(repeating: ["2", "1", nil, "1", nil, "2"], count: 2))
    }

    @Test("is a whole number of any size, or nothing")
    func numbers() async throws {
        let numbers: [Int64] = [0, 7, -7, 999_999_999_999_999_999, -999_999_999_999_999_999, .max, .min]
        let rows = try await session().rows(
            "select n from unnest($1::bigint[]) with ordinality as of(n, place) order by place", [Value(array: numbers)]
        ) { row throws(OutboxError) in try row.integer("n") }
        #expect(rows == numbers)
        let others = try await session().rows(
            "select n from unnest($1::text[]) n", [Value(array: ["", "-", "1x", "é", nil])]
        ) {
            row in row.optionalTimestamp("n")
        }
        #expect(others == Array(repeating: nil, count: 5))
    }

    @Test("is what was bound: texts with quotes and without, NULL and messages")
    func arrays() async throws {
        let texts: [String?] = ["", "Ok: queued", #"a "word""#, #"\"#, #"\N"#, "NULL", nil, "{,}", "L’Œuf \u{1F600}"]
        let id = try #require(MessageID("0197a3c2-5b1e-7c4d-9f00-1234567890ab"))
        let rows = try await session().rows(
            "select t, m from unnest($1::text[], $2::uuid[]) with ordinality as of(t, m, place) order by place",
            [Value(array: texts), Value(array: Array(repeating: id, count: texts.count))]
        ) { row throws(OutboxError) in (row.text("t"), try row.message("m")) }
        #expect(rows.map { $0.0 } == texts)
        #expect(rows.allSatisfy { $0.1 == id })
        #expect(Value(array: [] as [MessageID]).text == "{}")
        #expect(Value(array: [] as [Int32]).text == "{}")
    }
}
