import TestServers
import Testing

@testable import Web

@Suite("Links that the schema puts into mail", .timeLimit(.minutes(2)))
struct LinkPathTests {
    @Test("The public pages know them for what they are")
    func paths() async throws {
        let database = try await TestDatabase.make()
        let rows = try database.psql(
            """
            select facteur.publish_kinds('[
                {"name": "newsletter-confirmation", "lane": "transactional", "parameters": [
                    {"name": "list", "kind": "text", "required": true, "secret": false},
                    {"name": "confirm_link", "kind": "link", "required": true, "secret": false}]},
                {"name": "newsletter-unsubscribed", "lane": "transactional", "parameters": [
                    {"name": "resubscribe_link", "kind": "link", "required": true, "secret": false}]}]') \\g /dev/null
            update facteur.installation set public_url = 'https://b.test/lettre/';
            select facteur.set_list('club', null, true), facteur.subscribe('a@b.test', 'club') \\g /dev/null
            select facteur.confirm_by_token(token), facteur.leave_by_token(token, true) from facteur.subscription \\g /dev/null
            select s.token, c.parameters ->> 'confirm_link', r.parameters ->> 'resubscribe_link'
                from facteur.subscription s, facteur.message c, facteur.message r
                where c.kind = 'newsletter-confirmation' and r.kind = 'newsletter-unsubscribed';
            """)
        let row = rows.split(separator: "|").map(String.init)
        try #require(row.count == 3)
        let base = "https://b.test/lettre"
        #expect(row[1].hasPrefix(base) && row[2].hasPrefix(base))
        #expect(UnsubscribeRoute(path: String(row[1].dropFirst(base.count))) == .confirmation(token: row[0]))
        #expect(UnsubscribeRoute(path: String(row[2].dropFirst(base.count))) == .subscription(token: row[0]))
    }
}
