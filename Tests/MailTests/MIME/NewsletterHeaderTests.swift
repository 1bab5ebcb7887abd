import Testing

@testable import Mail

@Suite("The headers of a newsletter", .timeLimit(.minutes(5)))
struct NewsletterHeaderTests {
    private func lines(_ message: Message, of name: String) -> [String] {
        let lines = MailBytes(message.bytes).lines.map { String(decoding: $0, as: UTF8.self) }
        guard let first = lines.firstIndex(where: { $0.hasPrefix(name + ":") }) else { return [] }
        return [lines[first]] + lines[(first + 1)...].prefix { $0.hasPrefix(" ") }
    }

    @Test("Both ways out and the one-click header stand as RFC 8058 writes them (M20, U1)")
    func golden() throws {
        let message = try Samples.newsletter()
        #expect(
            lines(message, of: "List-Unsubscribe") == [
                "List-Unsubscribe: <https://boutique.example/d/p8ZsYw3kQe>,",
                " <mailto:desabo+p8ZsYw3kQe@boutique.example>",
            ])
        #expect(
            lines(message, of: "List-Unsubscribe-Post") == ["List-Unsubscribe-Post: List-Unsubscribe=One-Click"])
        #expect(lines(message, of: "Precedence") == ["Precedence: bulk"])
        #expect(message.envelope.sender == "n+\(Samples.compactID)@bounce.boutique.example")
    }

    @Test("Another parser reads them without a defect, the list's name decoded (M18, M19, M20)")
    func parsed() throws {
        let mail = try IndependentParser.parse(Samples.newsletter().bytes)
        #expect(mail.defects.isEmpty)
        for name in ["List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Precedence", "Feedback-ID"] {
            #expect(mail.texts(of: name).count == 1, "\(name)")
        }
        #expect(mail.text(of: "List-Id") == "La lettre de L’Œuf <lettre.news.boutique.example>")
        #expect(mail.text(of: "Feedback-ID") == "\(Samples.compactID):bulk:fr:boutique01")
        #expect(mail.text(of: "Auto-Submitted") == "auto-generated")
        #expect(mail.texts(of: "X-Entity-Ref-ID").isEmpty)
    }

    @Test("A link alone is enough, and a long one stays whole on its line (M2, U1)")
    func linkAlone() throws {
        let link = "https://boutique.example/d/" + String(repeating: "x", count: 870)
        let message = try Samples.newsletter(Samples.unsubscribe(link: link, mailto: nil))
        #expect(lines(message, of: "List-Unsubscribe") == ["List-Unsubscribe: <\(link)>"])
        #expect(MailBytes(message.bytes).longestLine <= 998)
        #expect(throws: ComposeFault.self) { try Samples.newsletter(Samples.unsubscribe(link: link + "long")) }
    }

    @Test("A list's identifier keeps its own domain or gets the sender's (RFC 2919)")
    func identifiers() throws {
        let own = try Samples.newsletter(Samples.unsubscribe(listID: "lettre.boutique.example", listName: "Lettre"))
        #expect(lines(own, of: "List-Id") == ["List-Id: Lettre <lettre.boutique.example>"])
        let unnamed = try Samples.newsletter(Samples.unsubscribe(listID: "lettre", listName: ""))
        #expect(lines(unnamed, of: "List-Id") == ["List-Id: <lettre.news.boutique.example>"])
        for wrong in ["", "lettre du mois", "lettre..x", ".lettre", "été", "a>b", "a@b"] {
            #expect(throws: ComposeFault.self) { try Samples.newsletter(Samples.unsubscribe(listID: wrong)) }
        }
    }

    @Test("A newsletter without a way out is not composed (M20)")
    func noWayOut() {
        #expect(throws: ComposeFault.self) { try Samples.newsletter(nil) }
    }

    @Test(
        "A link that is not https is refused (U1)",
        arguments: [
            "http://boutique.example/d/x", "mailto:x@y.fr", "https://boutique.example/é", "", "boutique.example/d/x",
        ])
    func wrongLinks(link: String) {
        #expect(throws: ComposeFault.self) { try Samples.newsletter(Samples.unsubscribe(link: link)) }
    }
}
