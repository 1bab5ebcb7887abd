import TestServers
import Testing

@Suite("Lists in and out", .timeLimit(.minutes(5)))
struct SubscriberCommandTests {
    /// A list on which everything is that a list can hold.
    private static let list = """
        select facteur.subscribe('zoe@b.test', 'lettre', 'fr-CA', 'Zoé');
        select facteur.subscribe('=cmd@b.test', 'lettre', 'fr-FR', '=cmd()');
        select facteur.subscribe('-x@b.test', 'lettre', 'fr-FR', '-x');
        select facteur.subscribe('t@b.test', 'lettre', 'fr-FR', '''t Hooft; "Gé", x');
        select facteur.subscribe('apostrophe@b.test', 'lettre', 'fr-FR', '''=x');
        select facteur.subscribe('left@b.test', 'lettre', 'fr-FR', 'Léa'), facteur.unsubscribe('left@b.test', 'lettre');
        insert into facteur.subscription (list, email, address, provider, locale, token, status, source)
            values ('lettre', 'pending@b.test', 'pending@b.test', 'other', 'fr', facteur.new_token(), 'pending', 'form'),
                ('lettre', 'old@b.test', 'old@b.test', 'other', 'fr', facteur.new_token(), 'subscribed', '-salon 2024');
        """

    private static let facts = """
        select string_agg(concat_ws(' ', address, email, name, locale, status, source, consented_at, subscribed_at,
            unsubscribed_at), E'\\n' order by address) from facteur.subscription where list =
        """

    @Test("An exported list, imported elsewhere, is the same list: who left has left, who never confirmed has not")
    func roundTrip() async throws {
        try await Stage.with { stage in
            try await stage.sql(Self.list)
            let exported = try await stage.expectSuccess("subscribers", "export", "--list", "lettre").output
            let imported = try await stage.expectSuccess(
                "subscribers", "import", "-", "--list", "copie", input: exported)
            #expect(imported.output == "7 added to copie, 0 known already, 1 left, 0 lines skipped\n")
            #expect(imported.error.isEmpty, "\(imported.error)")
            let facts = try await stage.sql(Self.facts + "'lettre'")
            #expect(try await stage.sql(Self.facts + "'copie'") == facts)
            #expect(facts.joined().contains("=cmd()") && facts.joined().contains("-salon 2024"))
            let copied = try await stage.expectSuccess("subscribers", "export", "--list", "copie").output
            // They are taken in in the order of their addresses.
            #expect(copied.split(separator: "\n").sorted() == exported.split(separator: "\n").sorted())
            // Once more changes nothing, and nobody was written to.
            let again = try await stage.expectSuccess("subscribers", "import", "-", "--list", "copie", input: exported)
            #expect(again.output == "0 added to copie, 7 known already, 1 left, 0 lines skipped\n")
            #expect(try await stage.sql(Self.facts + "'copie'") == facts)
            #expect(try await stage.sql("select count(*) from facteur.message") == ["0"])
        }
    }

    @Test("Nothing that is exported begins with what a spreadsheet runs")
    func formulas() async throws {
        try await Stage.with { stage in
            try await stage.sql(Self.list)
            let exported = try await stage.expectSuccess("subscribers", "export", "--list", "lettre")
            let fields = exported.outputLines.flatMap { $0.split(separator: ",") }
            #expect(fields.count > 50)
            for field in fields { #expect(!"=+-@".contains(field.drop { $0 == "\"" }.first ?? "x"), "\(field)") }
            let nobody = try await stage.binary.run("subscribers", "export", "--list", "lettres")
            #expect(nobody.code == 1 && nobody.output.isEmpty && nobody.errorLines.count == 1, "\(nobody.error)")
        }
    }

    @Test("Who left stays out whatever file comes, and leaves where a file says so")
    func leaving() async throws {
        try await Stage.with { stage in
            try await stage.sql(
                """
                select facteur.subscribe('here@b.test', 'lettre'), facteur.subscribe('gone@b.test', 'lettre'),
                    facteur.unsubscribe('gone@b.test', 'lettre')
                """)
            let file = """
                Adresse e-mail;Statut;Date de désinscription
                HERE@b.test;Désabonné;01/05/2024
                gone@b.test;abonné;
                new@b.test;cleaned;
                ask@b.test;en attente;
                vip@b.test;VIP;
                """
            let first = try await stage.binary.run("subscribers", "import", "-", "--list", "lettre", input: file)
            #expect(first.code == 1)
            #expect(first.output == "1 added to lettre, 1 known already, 2 left, 1 lines skipped\n")
            #expect(first.errorLines.count == 1 && first.error.contains("line 6: Statut \"VIP\""), "\(first.error)")
            let later = try await stage.expectSuccess(
                "subscribers", "import", "-", "--list", "lettre",
                input: "email\nhere@b.test\ngone@b.test\nnew@b.test\nask@b.test\n")
            #expect(later.output == "0 added to lettre, 4 known already, 0 left, 0 lines skipped\n")
            #expect(
                try await stage.sql(
                    "select string_agg(address || ' ' || status, ', ' order by address) from facteur.subscription")
                    == [
                        "ask@b.test pending, gone@b.test unsubscribed, here@b.test unsubscribed, new@b.test unsubscribed"
                    ])
        }
    }

    @Test("A check shows how a file is understood, what is wrong with it, and what it would come to; it writes nothing")
    func check() async throws {
        try await Stage.with { stage in
            let file = """
                sep=;
                Email;Prénom;Nom;Date;Date d'inscription
                a@b.test;Anne;Dupont;x;01/07/2024
                b@b.test;;;;
                rien;;;;
                c@b.test;;;;31/02/2024
                """
            let check = try await stage.binary.run(
                "subscribers", "import", "-", "--list", "lettre", "--check", input: file)
            #expect(check.code == 1)
            #expect(
                check.outputLines == [
                    "email     name         locale  consented_at               status",
                    "a@b.test  Anne Dupont  fr-FR   2024-07-01T00:00:00+02:00  subscribed",
                    "b@b.test  -            fr-FR   -                          subscribed",
                    "nothing was written; an import would come to: 2 added to lettre, 0 known already, 0 left, 2 lines skipped",
                ])
            #expect(check.errorLines.count == 3, "\(check.error)")
            #expect(check.error.contains("line 2: columns that are not read: Date"))
            #expect(check.error.contains("line 5: email has no @") && check.error.contains("line 6: consented_at"))
            #expect(try await stage.sql("select count(*) from facteur.list") == ["0"])
            let sound = try await stage.expectSuccess(
                "subscribers", "import", "-", "--list", "lettre", "--check", input: "email\na@b.test\n")
            #expect(sound.error.isEmpty)
        }
    }

    @Test("A moment without a zone is by the clock of newsletter.timeZone, whatever the database's is")
    func timeZone() async throws {
        try await Stage.with { stage in
            try await stage.sql("alter database postgres set timezone to 'Asia/Tokyo'")
            let file = "email,consent,name\na@b.test,01/07/2024 10:00,\n"
            try await stage.expectSuccess("subscribers", "import", "-", "--list", "paris", input: file)
            try await stage.with(["FACTEUR_NEWSLETTER_TIME_ZONE": "UTC"]).expectSuccess(
                "subscribers", "import", "-", "--list", "utc", input: file)
            #expect(
                try await stage.sql(
                    "select list || ' ' || (consented_at at time zone 'UTC') from facteur.subscription order by list")
                    == ["paris 2024-07-01 08:00:00", "utc 2024-07-01 10:00:00"])
            // A bare date says nothing of consent, and that it is not read is told.
            let bare = try await stage.expectSuccess(
                "subscribers", "import", "-", "--list", "nue", input: "email,date\na@b.test,2024-07-01\n")
            #expect(bare.error.contains("date") && bare.error.contains("consented_at"), "\(bare.error)")
            #expect(
                try await stage.sql("select consented_at is null from facteur.subscription where list = 'nue'") == ["t"]
            )
        }
    }
}
