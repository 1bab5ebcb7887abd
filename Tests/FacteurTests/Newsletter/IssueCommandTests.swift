import Foundation
import TestServers
import Testing

@testable import facteur

@Suite("An issue's file and its commands", .timeLimit(.minutes(3)))
struct IssueCommandTests {
    private static let issue = """
        ---
        list: lettre
        subject: Les tasses sont de retour
        preheader: Trois couleurs, et une date à retenir pour les fêtes.
        ---
        Elles vous attendent **à l’atelier**.

        """

    private func withIssue(_ text: String, _ body: (String) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await body(try folder.write(text, to: "lettre.md"))
    }

    @Test("A sound issue is ok without any settings, and a faulty one is told line by line, with exit code 1")
    func check() async throws {
        try await withIssue(Self.issue) { file in
            let sound = try await Binary().run("newsletter", "check", file)
            #expect(sound.code == 0 && sound.outputLines.last == "ok: \(file)", "\(sound.output) \(sound.error)")
        }
        try await withIssue(Self.issue.replacing("à l’atelier", with: "à l'atelier")) { file in
            let faulty = try await Binary().run("newsletter", "check", file)
            #expect(faulty.code == 1)
            #expect(faulty.outputLines.first == "\(file):6:27: a straight apostrophe: write ’ (U+2019)")
            #expect(faulty.errorLines == ["facteur: newsletter: \(file): 1 fault: mend it"])
        }
    }

    @Test("A picture is pasted as Markdown, and one that only decorates as HTML, for Markdown has none without words")
    func pasted() {
        let url = "https://lettre.shop.example/i/a.png"
        #expect(AddImage.markdown("Une [tasse]", url) == #"![Une \[tasse\]](\#(url))"#)
        #expect(AddImage.html(url, width: 10) == #"<img src="\#(url)" alt="" width="10">"#)
    }

    @Test("--json is a list of faults for programs")
    func json() async throws {
        try await withIssue(Self.issue.replacing("à l’atelier", with: "à l'atelier")) { file in
            let answer = try await Binary().run("newsletter", "check", file, "--json")
            let faults = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [[String: Any]]
            #expect(faults?.count == 1)
            #expect(faults?.first?["line"] as? Int == 6 && faults?.first?["column"] as? Int == 27)
            #expect(faults?.first?["fault"] as? String == "a straight apostrophe")
        }
    }

    @Test("--fix saves the file with its spaces and apostrophes, and nothing else changed")
    func fix() async throws {
        try await withIssue(Self.issue.replacing("à l’atelier**.", with: "à l'atelier** ! `l'un`")) { file in
            let fixed = try await Binary().run("newsletter", "check", file, "--fix")
            #expect(fixed.code == 0, "\(fixed.output)")
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text == Self.issue.replacing("à l’atelier**.", with: "à l’atelier**\u{202F}! `l'un`"))
        }
    }

    @Test("A file that is not there, and one that is no text, are told as such")
    func unreadable() async throws {
        let missing = try await Binary().run("newsletter", "check", "/nowhere/lettre.md")
        #expect(missing.code == 1)
        #expect(
            missing.outputLines.first == "/nowhere/lettre.md:1:1: cannot be read: name a file of text in UTF-8")
    }

    @Test("An issue is planned, made once, changed and moved until it begins, and each change is in the audit")
    func life() async throws {
        try await Stage.with { stage in
            try await stage.sql("select facteur.subscribe('camille@client.example', 'lettre')")
            try await stage.sql("select facteur.subscribe('zoe@client.example', 'lettre', 'en')")
            try await stage.sql("select facteur.unsubscribe('zoe@client.example', 'lettre')")
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let dated = Self.issue.replacing(
                "list: lettre", with: "list: lettre\ndedup_key: tasses\nsend_at: 2099-12-01 09:00")
            let file = try folder.write(dated, to: "lettre.md")
            let plan = try await stage.binary.run("newsletter", "plan", file, "--json")
            let planned = try JSONSerialization.jsonObject(with: Data(plan.output.utf8)) as? [String: Any]
            #expect(planned?["readers"] as? Int == 1, "\(plan.output) \(plan.error)")
            #expect(planned?["left_out"] as? [String: Int] == ["unsubscribed": 1])
            #expect(planned?["languages"] as? [String: Int] == ["fr-FR": 1])

            let asked = try await stage.binary.run("newsletter", "create", file)
            #expect(asked.code == 64 && asked.error.contains("--yes"), "\(asked.error)")
            let ids = [
                try await stage.binary.run("newsletter", "create", file, "--yes").outputLines,
                try await stage.binary.run("newsletter", "create", file, "--yes").outputLines,
            ]
            let id = try #require(ids[0].first)
            #expect(ids == [[id], [id]])
            _ = try folder.write(dated.replacing("Elles vous", with: "Toutes vous"), to: "lettre.md")
            let edited = try await stage.binary.run("newsletter", "edit", id, file)
            #expect(edited.code == 0, "\(edited.error)")
            let moved = try await stage.binary.run("newsletter", "reschedule", id, "2099-12-02 09:00")
            #expect(moved.code == 0, "\(moved.error)")
            // By the shop's clock, as it was written, wherever the machine stands.
            #expect(moved.output.hasPrefix("\(id) begins 2099-12-02 09:00 ("), "\(moved.output)")
            let begins = try await stage.binary.run("newsletter", "plan", file).outputLines.first {
                $0.hasPrefix("begins ")
            }
            #expect(begins?.contains(" 2099-12-01 09:00 (") == true, "\(begins ?? "")")
            #expect(
                try await stage.sql(
                    "select content ->> 'markdown' like 'Toutes%', send_at at time zone 'UTC' from facteur.newsletter")
                    == ["t|2099-12-02 08:00:00"])
            #expect(
                try await stage.sql("select action from facteur.audit order by number")
                    == ["newsletter create", "newsletter create", "newsletter edit", "newsletter reschedule"])
            try await stage.sql("update facteur.newsletter set started_at = now()")
            for arguments in [["edit", id, file], ["reschedule", id, "now"]] {
                let refused = try await stage.binary.run(["newsletter"] + arguments)
                #expect(
                    refused.code == 1
                        && refused.error.hasPrefix("facteur: newsletter \(arguments[0]): the newsletter has begun"),
                    "\(refused.error)")
            }
        }
    }

    @Test("A list that is not there is told by the check where a database is set, and no issue is made for it")
    func unknownList() async throws {
        try await Stage.with { stage in
            try await stage.sql("select facteur.subscribe('camille@client.example', 'lettre')")
            try await withIssue(Self.issue.replacing("list: lettre", with: "list: letre")) { file in
                let told = "\(file):2:7: there is no list letre: facteur subscribers lists shows those that are there"
                let checked = try await stage.binary.run("newsletter", "check", file)
                #expect(checked.code == 1 && checked.outputLines.first == told, "\(checked.output)")
                let created = try await stage.binary.run("newsletter", "create", file, "--yes")
                #expect(created.code == 1 && created.errorLines.first == told, "\(created.error)")
            }
            try await withIssue(Self.issue) { file in
                let checked = try await stage.binary.run("newsletter", "check", file)
                #expect(checked.code == 0, "\(checked.output) \(checked.error)")
            }
        }
    }

    @Test("An hour is named, or nothing is moved: a day alone would be its midnight")
    func dayAlone() async throws {
        try await Stage.with { stage in
            let id = "019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11"
            for when in ["2099-12-01", "demain"] {
                let moved = try await stage.binary.run("newsletter", "reschedule", id, when)
                #expect(moved.code == 64 && moved.error.contains(" 09:00\""), "\(moved.error)")
            }
        }
    }

    @Test("A faulty issue is not made, unless a person says so")
    func faulty() async throws {
        try await Stage.with { stage in
            try await stage.sql("select facteur.subscribe('camille@client.example', 'lettre')")
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let file = try folder.write(Self.issue.replacing("à l’atelier", with: "à l'atelier"), to: "lettre.md")
            let refused = try await stage.binary.run("newsletter", "create", file, "--yes")
            #expect(refused.code == 1)
            #expect(refused.error.contains("a straight apostrophe") && refused.error.contains("--despite-faults"))
            #expect(try await stage.sql("select count(*) from facteur.newsletter") == ["0"])
        }
    }
}
