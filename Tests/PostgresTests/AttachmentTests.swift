import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Attachments in the outbox", .timeLimit(.minutes(3)))
struct AttachmentTests {
    // MARK: What is refused

    /// An SQL expression for each argument, and the fault; add what should be refused.
    static let refused: [(name: String, type: String, content: String, fault: String)] =
        [
            ("''", "attachment name is empty"), ("null", "attachment name is empty"),
            ("' '", "attachment name is empty"),
            ("E'a\\nb.pdf'", "attachment name holds a line break or another control character"),
            ("E'a\\u0085b.pdf'", "attachment name holds a line break or another control character"),
            ("E'facture_\\u202efdp.scr'", "attachment name holds a control of the writing direction"),
            ("E'a\\u200fb.pdf'", "attachment name holds a control of the writing direction"),
            ("E'a\\u200bb.pdf'", "attachment name holds a character that nobody sees"),
            ("'../a.pdf'", "attachment name holds a path separator"),
            ("E'c:\\\\a.pdf'", "attachment name holds a path separator"),
            ("repeat('é', 126) || '.pdf'", "attachment name is longer than 255 bytes"),
            ("' a.pdf'", "attachment name begins with a space"),
            ("'a.pdf '", "attachment name ends with a space or a dot"),
            ("'a.exe.'", "attachment name ends with a space or a dot"),
            ("'..'", "attachment name ends with a space or a dot"),
        ].map { ($0.0, "'application/pdf'", "'x'", $0.1) }
        + ["exe", "js", "bat", "scr", "EXE", "Js", "vbs", "lnk", "iso", "jar", "cmd", "msi", "ps1", "hta", "docx.exe"]
        .map {
            let last = $0.split(separator: ".").last?.lowercased() ?? ""
            return (
                "'facture.\($0)'", "'application/pdf'", "'x'",
                "attachment name ends with .\(last), which mail programs block: send a link, or another format"
            )
        }
        + [
            ("''", "attachment media_type is empty"), ("null", "attachment media_type is empty"),
            ("'pdf'", "attachment media_type is no media type such as application/pdf"),
            ("'application/'", "attachment media_type is no media type such as application/pdf"),
            ("'pdf/application'", "attachment media_type is no media type such as application/pdf"),
            ("E'text/plain\\r\\nBcc: a@b.test'", "attachment media_type is no media type such as application/pdf"),
            ("'text/plain; a=\"b\"'", "attachment media_type is no media type such as application/pdf"),
            ("'message/rfc822'", "attachment media_type is that of a mail: attach a file"),
            ("'Multipart/mixed'", "attachment media_type is that of a mail: attach a file"),
            ("'text/csv; name=x'", "attachment media_type has a parameter that is not the producer's to set"),
        ].map { ("'a.pdf'", $0.0, "'x'", $0.1) }
        + [
            ("''", "attachment content is empty"), ("null", "attachment content is empty"),
            (
                "convert_to(repeat('x', 10485761), 'UTF8')",
                "attachment content has 10485761 bytes, and mail.attachmentLimit is 10485760 bytes"
            ),
        ].map { ("'a.pdf'", "'application/pdf'", $0.0, $0.1) }

    @Test("What no mail should carry is refused in the producer's transaction, by its name, type and size")
    func refusals() async throws {
        let fixture = try await OutboxFixture.make()
        for row in Self.refused {
            let line = await refusal {
                _ = try await fixture.value("facteur.attach(\(row.name), \(row.type), \(row.content))")
            }
            #expect(line?.contains(row.fault) == true, "\(row): \(line ?? "taken")")
        }
        #expect(try await fixture.value("select count(*) from facteur.attachment_content") == "0")
    }

    @Test(
        "What shops send is taken",
        arguments: [
            ("facture.pdf", "application/pdf"), ("Facture n° 1 – été.PDF", "Application/PDF"), ("日本.png", "image/png"),
            ("liste.csv", "text/csv; charset=utf-8"), ("no-extension", "application/octet-stream"),
            (".hidden", "text/plain"),
            ("rendez-vous.ics", "text/calendar; method=REQUEST"),
            ("a'b.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("exe", "text/plain"), ("my.exe.pdf", "application/pdf"), ("a.js.map", "application/json"),
        ])
    func taken(name: String, type: String) async throws {
        let fixture = try await OutboxFixture.make()
        #expect(try await fixture.attach(name, type) != nil)
    }

    // MARK: Who has what

    @Test("A content is stored once, whoever attaches it and by whatever name; another role's attachment is unknown")
    func ownership() async throws {
        let fixture = try await OutboxFixture.make()
        let message = try await fixture.enqueue()
        let (one, two) = ("\(fixture.database.name)_one", "\(fixture.database.name)_two")
        for role in [one, two] { try fixture.database.psql("create user \(role) in role facteur_producer") }
        func attach(as role: String) throws -> String {
            try fixture.database.psql(
                "set session authorization \(role); select facteur.attach('a.pdf', 'application/pdf', 'same');")
        }
        let (first, second) = (try attach(as: one), try attach(as: two))
        #expect(first != second)
        #expect(try await fixture.value("select count(*) from facteur.attachment_content") == "1")
        // As `enqueue` calls it: with the schema's rights, in the producer's session.
        try fixture.database.psql(
            """
            create function facteur.take_for_test(message uuid, attachment uuid) returns void
            language sql security definer set search_path = facteur, pg_temp
            as $$ select facteur.take_attachments(message, 'password-reset', array[attachment]) $$;
            grant execute on function facteur.take_for_test to public
            """)
        func take(_ attachment: String, as role: String) throws {
            try fixture.database.psql(
                "set session authorization \(role); select facteur.take_for_test('\(message)', '\(attachment)');")
        }
        let line = await refusal { try take(first, as: two) }
        #expect(line?.contains("attachment \(first) is unknown") == true, "\(line ?? "taken")")
        try take(first, as: one)
        // Nor may a producer read it, or go past `enqueue`.
        for statement in [
            "select * from facteur.attachment", "select * from facteur.attachment_content",
            "select * from facteur.message_attachment", "select * from facteur.attachments_to_send('\(message)')",
            "select facteur.attachment_piece('aa', 0, 1)",
            "select facteur.take_attachments('\(message)', 'k', array['\(first)']::uuid[])",
        ] {
            let line = await refusal {
                try fixture.database.psql("set session authorization \(one); \(statement);")
            }
            #expect(line?.contains("permission denied") == true, "\(statement): \(line ?? "allowed")")
        }
    }

    @Test("What a message is to take is refused as a whole where one of it can't be had")
    func takings() async throws {
        let fixture = try await OutboxFixture.make()
        let message = try await fixture.enqueue()
        let small = try #require(try await fixture.attach())
        let large = try #require(
            try await fixture.attach("b.pdf", content: "convert_to(repeat('x', 10485760), 'UTF8')"))
        for (array, fault) in [
            ("'\(small)', '\(large)'", "have 10485761 bytes together, and mail.attachmentLimit is 10485760 bytes"),
            ("'\(small)', '\(small)'", "attachments names one twice"), ("'\(small)', null", "attachments holds a null"),
            ("'01993c9e-0000-7000-8000-000000000001'", "attachment 01993c9e-0000-7000-8000-000000000001 is unknown"),
        ] {
            let line = await refusal {
                _ = try await fixture.value(
                    "facteur.take_attachments($1::uuid, 'password-reset', array[\(array)]::uuid[])", [Value(message)])
            }
            #expect(line?.contains(fault) == true, "\(line ?? "taken")")
        }
        #expect(try await fixture.value("select has_attachments from facteur.message") == nil)
        let publisher = PostgresInstallation(fixture.database.settings)
        try await publisher.publish(
            Installation(publicURL: nil, canary: 1, pauseAbove: 5, pace: [:], warmUp: nil, attachmentLimit: 20 << 20))
        try await fixture.take([small, large], for: message)
        // A null and an empty list are none.
        for none in ["null", "'{}'"] {
            let other = try await fixture.enqueue()
            _ = try await fixture.value("facteur.take_attachments($1::uuid, 'password-reset', \(none))", [Value(other)])
        }
        #expect(try await fixture.value("select count(*) from facteur.message where has_attachments") == "1")
    }

    // MARK: On their way out

    @Test("A claim tells who has any; they come in their order, byte for byte, whatever their size")
    func claimed() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let (with, without) = (try await fixture.enqueue(), try await fixture.enqueue())
        let size = AttachedContent.pieceSize + 100
        let large = try #require(
            try await fixture.attach("b.pdf", content: "decode(repeat('00ff', \(size / 2)), 'hex')"))
        let small = try #require(try await fixture.attach("été.txt", "Text/Plain", content: "'x'"))
        try await fixture.take([large, small], for: with)
        let claims = try await worker.claim(.transactional, limit: 10)
        #expect(claims.first { $0.lease.message == with }?.hasAttachments == true)
        #expect(claims.first { $0.lease.message == without }?.hasAttachments == false)
        let source = PostgresAttachments(fixture.database.settings)
        let files = try await source.attachments(of: with)
        #expect(
            files.map(\.name) == ["b.pdf", "été.txt"] && files.map(\.mediaType) == ["application/pdf", "text/plain"])
        #expect(files.map(\.size) == [size, 1])
        let bytes = (0..<size).map { UInt8($0 % 2 == 0 ? 0 : 255) }
        #expect(try await source.content(of: files[0]) == AttachedContent(bytes))
        #expect(try await source.content(of: files[1]) == AttachedContent(Array("x".utf8)))
        #expect(try await source.attachments(of: without).isEmpty)
        var unknown = files[0]
        unknown.digest = "00"
        #expect(try await source.content(of: unknown) == nil)
    }

    @Test("An operator sees them by name and size, and that they are gone")
    func shown() async throws {
        let fixture = try await OutboxFixture.make()
        let message = try await fixture.enqueue()
        try await fixture.take([try #require(try await fixture.attach("été.pdf"))], for: message)
        let outbox = OutboxAdministration(fixture.database.settings)
        let life = try #require(try await outbox.life(of: message))
        #expect(
            life.hasAttachments && life.attachments.map(\.name) == ["été.pdf"] && life.attachments.map(\.size) == [1])
        try await fixture.sql.execute("delete from facteur.message_attachment")
        let later = try #require(try await outbox.life(of: message))
        #expect(later.hasAttachments && later.attachments.isEmpty)
    }

    // MARK: Their end

    @Test("One that no message has is kept for a day, and one that a message has for as long as the message")
    func orphans() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let message = try await fixture.enqueue()
        let used = try #require(try await fixture.attach("a.pdf"))
        _ = try await fixture.attach("b.pdf", content: "'other'")
        try await fixture.take([used], for: message)
        func count() async throws -> String? {
            try await fixture.value(
                "(select count(*) from facteur.attachment) || ' ' || (select count(*) from facteur.attachment_content)")
        }
        _ = try await worker.tidy()
        #expect(try await count() == "2 2")
        try await fixture.age()
        _ = try await worker.tidy()
        #expect(try await count() == "1 1")
        _ = try await worker.settle(try await worker.claim(.transactional, limit: 1).map { Settlement($0, .sent) })
        _ = try await worker.tidy()
        #expect(try await count() == "1 1")
        try await fixture.sql.execute("update facteur.ended set at = now() - interval '31 days'")
        _ = try await worker.tidy()
        _ = try await worker.tidy()
        #expect(try await fixture.value("select count(*) from facteur.message") == "0")
        #expect(try await count() == "0 0")
    }

    @Test(
        "A kind that does not keep them loses them with its message's end: no retry, and the file of two messages stays"
    )
    func dropped() async throws {
        let fixture = try await OutboxFixture.make()
        var kind = OutboxFixture.kinds[1]
        kind.keepsAttachments = false
        try await PostgresInstallation(fixture.database.settings).publish([kind])
        let worker = try await fixture.worker()
        func enqueue() async throws -> MessageID {
            try fixture.id(
                try await fixture.value("facteur.enqueue('account-updated', 'a@client.test', '{\"changes\": [\"x\"]}')")
            )
        }
        let (first, second) = (try await enqueue(), try await enqueue())
        let (shared, own) = (
            try await fixture.attach("s.pdf", content: "'s'"), try await fixture.attach("o.pdf", content: "'o'")
        )
        try await fixture.take([try #require(shared), try #require(own)], for: first, kind: kind.name)
        try await fixture.take([try #require(shared)], for: second, kind: kind.name)
        _ = try await worker.settle(
            try await worker.claim(.transactional, limit: 1).map { Settlement($0, .failed(suppress: false), code: 550) }
        )
        _ = try await worker.tidy()
        #expect(try await fixture.value("select string_agg(name, ' ') from facteur.attachment") == "s.pdf")
        #expect(try await fixture.value("select count(*) from facteur.attachment_content") == "1")
        let line = await refusal { _ = try await fixture.value("facteur.retry($1::uuid)", [Value(first)]) }
        #expect(line?.contains("its attachments are deleted: enqueue it anew") == true, "\(line ?? "retried")")
        #expect(try await fixture.state(second) == "waiting")
    }

    @Test("Whoever attaches a content while it is being removed gets one that stays")
    func race() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        _ = try await fixture.attach()
        try await fixture.age()
        let producer = DatabaseSession(settings: fixture.database.settings)
        try await producer.execute("begin")
        try await producer.execute("select facteur.attach('b.pdf', 'application/pdf', 'x')")
        // Held by the producer: left for the next time.
        _ = try await worker.tidy()
        try await producer.execute("commit")
        _ = try await worker.tidy()
        #expect(try await fixture.value("select string_agg(name, ' ') from facteur.attachment") == "b.pdf")
        #expect(try await fixture.value("select count(*) from facteur.attachment_content") == "1")
    }

    @Test("An erased person's files go at once; another's stay, under a name that does not tell of them")
    func erased() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let (own, other) = (
            try await fixture.enqueue("camille@client.test"), try await fixture.enqueue("jean@client.test")
        )
        try await fixture.take([try #require(try await fixture.attach("facture.pdf", content: "'c'"))], for: own)
        try await fixture.take(
            [try #require(try await fixture.attach("pour camille@client.test", "text/plain", content: "'j'"))],
            for: other)
        _ = try await worker.settle(try await worker.claim(.transactional, limit: 2).map { Settlement($0, .sent) })
        let records = PersonRecords(fixture.database.settings)
        let export = try await records.export("camille@client.test")
        #expect(export.contains("facture.pdf") && export.contains("pour camille@client.test"))
        let erasure = try await records.erase("camille@client.test", reason: nil)
        #expect(erasure.counts["attachments"] == 1)
        #expect(
            try await fixture.value("select string_agg(name, ' ') from facteur.attachment")
                == "pour erased@erased.invalid")
        #expect(try await fixture.value("select count(*) from facteur.attachment_content") == "1")
    }
}

extension OutboxFixture {
    /// Attaches a file; `content` is an SQL expression.
    func attach(
        _ name: String = "a.pdf", _ type: String = "application/pdf", content: String = "'x'"
    ) async throws -> String? {
        try await value("facteur.attach($1, $2, \(content))", [Value(name), Value(type)])
    }

    func take(_ attachments: [String], for message: MessageID, kind: String = "password-reset") async throws {
        _ = try await value(
            "facteur.take_attachments($1::uuid, $2, $3::uuid[])",
            [Value(message), Value(kind), Value(array: attachments)])
    }

    /// Two days go by for what was attached.
    func age() async throws {
        try await sql.execute(
            """
            update facteur.attachment set attached_at = attached_at - interval '2 days',
                removable_at = removable_at - interval '2 days'
            """)
    }
}
