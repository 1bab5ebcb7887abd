import Mail
import Testing

@testable import Postgres

@Suite("What a server's error means")
struct SQLStateTests {
    enum Meaning { case unavailable, locked, schema, statement }

    @Test(
        "Each SQLSTATE is the server's absence, a lock, the schema's fault, or the statement's",
        arguments: [
            ("08006", Meaning.unavailable), ("08P01", .unavailable), ("25006", .unavailable), ("25P02", .unavailable),
            ("25P03", .unavailable), ("28000", .unavailable), ("28P01", .unavailable), ("3D000", .unavailable),
            ("40001", .unavailable), ("40003", .unavailable), ("40P01", .locked), ("53000", .unavailable),
            ("53100", .unavailable), ("53200", .unavailable), ("53300", .unavailable), ("55000", .unavailable),
            ("55006", .unavailable), ("55P03", .locked), ("57014", .unavailable), ("57P01", .unavailable),
            ("57P02", .unavailable), ("57P03", .unavailable), ("58030", .unavailable),
            ("3F000", .schema), ("42P01", .schema), ("42703", .schema), ("42704", .schema), ("42804", .schema),
            ("42809", .schema), ("42846", .schema), ("42883", .schema), ("42501", .schema),
            ("22023", .statement), ("22P02", .statement), ("23505", .statement), ("23514", .statement),
            ("42601", .statement), ("P0001", .statement), ("XX000", .statement), ("XX001", .statement),
        ])
    func table(state: String, meaning: Meaning) {
        let found: Meaning =
            switch SQLState.error(state: state, summary: "") {
            case .unavailable: .unavailable
            case .locked: .locked
            case .schema: .schema
            case .statement: .statement
            }
        #expect(found == meaning)
    }

    @Test("Of several hosts the writable one is looked for, unless the operator says which")
    func writable() {
        func isAsked(_ url: String) -> Bool {
            DatabaseSettings(url: url).keywords.contains { $0.name == "target_session_attrs" }
        }
        #expect(isAsked("postgresql://a:1,b:2/x"))
        #expect(isAsked("host = a,b dbname=x"))
        #expect(!isAsked("postgresql://a:1/x?application_name=a,b"))
        #expect(!isAsked("postgresql://a:1,b:2/x?target_session_attrs=primary"))
    }
}
