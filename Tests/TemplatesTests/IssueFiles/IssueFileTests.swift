import Mail
import Testing

@testable import Templates

@Suite("An issue's file")
struct IssueFileTests {
    @Test("A sound issue has no fault, in one language or in two")
    func sound() {
        #expect(SampleIssue.faults(SampleIssue.french) == [])
        #expect(SampleIssue.faults(SampleIssue.bilingual) == [])
    }

    @Test("One fault is told in one line, with file, line, column and mend", arguments: SpoiledIssue.all)
    func spoiled(issue: SpoiledIssue) {
        #expect(SampleIssue.faults(issue.text, beside: issue.files) == issue.faults)
    }

    @Test("Why no letter can be made of an issue is told once, at its place where it has one")
    func unmade() {
        let spoiled = SampleIssue.french.replacing(
            "- ocre", with: "![Une tasse](https://www.boutique.example/{{city}}.png)")
        for (text, fault) in [
            (spoiled, "lettre.md:10:43: {{city}} makes the address of a picture differ by reader"),
            (SampleIssue.french, "lettre.md:7:1: the letter cannot be made"),
        ] {
            let issue = SampleIssue.issue(text)
            let unmade = IssueFileFault.unmade(
                issue.editions[0].body,
                RenderFault("the issue has a picture whose address differs by reader", cause: .template))
            let told = IssueFileCheck.faults(
                of: issue, standard: "fr", zone: .paris, now: SampleIssue.now, besides: [unmade]
            ).map(\.description)
            #expect(told.first?.hasPrefix(fault) == true, "\(told)")
            #expect(told.filter { $0.contains("cannot be made") }.count == (text == spoiled ? 0 : 1))
        }
    }

    @Test("No two spoiled issues have one name, and none is the sound one")
    func distinct() {
        let all = SpoiledIssue.all
        #expect(all.count >= 60)
        #expect(Set(all.map(\.name)).count == all.count)
        #expect(all.allSatisfy { $0.text != SampleIssue.french && $0.text != SampleIssue.bilingual })
    }

    @Test("An issue in one language is the outbox's content as such, one in several an object of them")
    func content() {
        #expect(
            SampleIssue.issue(SampleIssue.french).content
                == #"{"subject": "Les tasses sont de retour", "preheader": "Trois couleurs, et une date à retenir pour les fêtes.", "#
                + #""markdown": "Elles vous attendent **à l’atelier**.\n\n- bleu de Lyon\n- ocre\n\n[Voir les tasses](https://www.boutique.example/tasses)\n"}"#
        )
        let both = SampleIssue.issue(SampleIssue.bilingual)
        #expect(both.editions.map(\.tag) == ["fr", "en"])
        #expect(both.content.hasPrefix(#"{"fr": {"subject": "Les tasses"#))
        #expect(both.content.contains(#", "en": {"subject": "The cups are back""#))
        let named = SampleIssue.issue(SampleIssue.french.replacing("list:", with: "locale: fr-CA\nlist:"))
        #expect(named.content.hasPrefix(#"{"fr-CA": {"#))
    }

    @Test("What is the issue's own goes beside its words: list, moment, key, sender, answers, window")
    func head() {
        let issue = SampleIssue.issue(
            SampleIssue.french.replacing(
                "list: lettre",
                with: """
                    list: lettre
                    sender: "L’Œuf <lettre@boutique.example>"
                    reply_to: aide@boutique.example
                    window: tue-thu 9-18 no-holidays
                    dedup_key: printemps
                    """))
        #expect(issue.faults == [])
        #expect(issue.list == "lettre" && issue.dedupKey == "printemps")
        #expect(issue.moment(in: .paris) == Timestamp(rfc3339: "2026-12-01T08:00:00Z"))
        #expect(
            issue.options
                == #"{"sender": "L’Œuf <lettre@boutique.example>", "replyTo": "aide@boutique.example", "window": "tue-thu 9-18 no-holidays"}"#
        )
        #expect(SampleIssue.issue(SampleIssue.french).options == nil)
    }

    @Test("A language may have a file of its own, and a letter its own HTML; lines may end in CRLF behind a mark")
    func files() {
        let parts = SampleIssue.bilingual.split(separator: "\n=== en\n").map(String.init)
        let one = SampleIssue.issue(SampleIssue.bilingual)
        let two = SampleIssue.issue(parts[0], beside: ["lettre.en.md": parts[1]])
        #expect(two.content == one.content)
        #expect(two.sources.map(\.file) == ["lettre.md", "lettre.en.md"])
        #expect(SampleIssue.faults(parts[0], beside: ["lettre.en.md": parts[1]]) == [])
        let windows = "\u{FEFF}" + SampleIssue.bilingual.replacing("\n", with: "\r\n")
        #expect(SampleIssue.issue(windows).content == one.content)
        let own = SampleIssue.issue(
            SampleIssue.french.replacing("list:", with: "html: h.html\nlist:"), beside: ["h.html": "<p>Un</p>"])
        #expect(own.editions.first?.html?.text == "<p>Un</p>" && own.content.hasSuffix(#""html": "<p>Un</p>"}"#))
    }

    @Test("A fault concerns the language in whose words it stands, whichever file that is")
    func concerns() {
        let text = SampleIssue.bilingual.replacing("subject: The cups", with: "subject: \"The cups'\" #")
            .replacing("à l’atelier", with: "à l'atelier").replacing("at the workshop", with: "at 'the' workshop")
        let issue = SampleIssue.issue(text)
        let faults = IssueFileCheck.faults(of: issue, standard: "fr", zone: .paris, now: SampleIssue.now)
        let lines = issue.editions.map { edition in
            Set(faults.filter { issue.concerns($0, edition) }.map(\.fault.line))
        }
        #expect(lines == [[7], [16, 19]])
    }

    @Test("A line of a language within code is code, and the line under a heading is none")
    func sections() {
        let text = SampleIssue.french + "\n```\n=== en\n```\n\nTitre\n===\n"
        #expect(SampleIssue.issue(text).editions.count == 1)
        #expect(SampleIssue.faults(text) == [])
    }

    @Test("Links, code, placeholders, blocks and marks of Markdown are no words")
    func noWords() {
        let text = """
            `l'code !` {{x ? 'y'}} https://a.test/l'x?y!z et <moi@l'a.test> ou [ici l’a](https://a.test/l'b "t'i")

            ```
            l'code !
            ```

            :::image
            source: https://a.test/l'b.jpg
            alt: Une tasse
            :::

            | Couleur | Prix |
            |:--------|-----:|
            | *ocre*  | 12 |

            1. un
            > - deux

            À 9:30, l&nbsp;: fin
            """
        #expect(
            IssueFileTypography(IssueFileWords(text, isMarkdown: true), language: "fr").findings.map(\.fault) == [])
    }
}
