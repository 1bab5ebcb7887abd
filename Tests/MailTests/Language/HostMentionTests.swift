import Testing

@testable import Mail

/// What stands in a form's field for a name: which ones are repeated to the reader. Add what you meet.
@Suite("A name with a dot in it")
struct HostMentionTests {
    static let names = [
        "M. Durand", "M.Durand", "Mme.Durand", "MME.DURAND", "mme.durand", "Mlle.Léa", "Dr.Martin", "Pr.Curie",
        "Me.Dupond",
        "J.Dupont", "j.dupont", "J. Dupont", "J.-P.", "J.-P. Durand", "J.-P.Durand", "J.P.Durand", "J.R.R.Tolkien",
        "St.Pierre",
        "St.-Pierre", "Ste.Marie", "d’Artagnan", "O'Neil", "M.d’Artagnan", ".Point.", "..Point", "Durand.", "Ph.D",
        "J.Li", "M.Le Goff",
        "M.et Mme Durand", "M.de La Tour", "É.Zola", "Ch.Baudelaire", "Durand S.A.R.L.", "Durand S.A", "L.V.M.H.",
        "Д.Иванов",
    ]

    static let bait = [
        "Gagnez-sur casino.example", "casino.example", "Casino.Example", "CASINO.EXAMPLE", "evil.tld", "www.evil",
        "WWW.Evil.Tld",
        "evil.com", "Evil.Com", "bit.ly", "t.co", "x.com", "M.com", "J.P.com", "Mme.shop", "m.casino", "st.claude.com",
        "a.b.evil.fr",
        "evil.co.uk", "1xbet.com", "evil-site.fr", "evil_site.fr", "Camille, evil.fr", "Camille(evil.fr)",
        "Camille:evil.fr.",
        "l’evil.fr", "d'evil.fr", "évil.fr", "evil.рф", "казино.рф", "evil.xn--p1ai", "evil。com", "evil．com",
        "evil｡com",
        "evil․com", "evil.\u{200B}com", "evil\u{AD}.com", "evil\u{2060}.\u{FEFF}com", "192.168.1.1", "j.li", "me.lu",
        "evil.c\u{301}om",
    ]

    @Test("is a name", arguments: names)
    func isName(text: String) {
        #expect(!HostMention.isFound(in: text))
        #expect(PersonName.isPresentable(text))
        #expect(PersonName.greeted(text)?.lowercased() == text.lowercased())
    }

    @Test("is bait where a mail program would make a link of it", arguments: bait)
    func isBait(text: String) {
        #expect(HostMention.isFound(in: text))
        #expect(!PersonName.isPresentable(text))
        #expect(Language.french.salutation(for: text) == "Bonjour,")
    }

    @Test(
        "is shown beside the address where only its other characters keep it out of a greeting",
        arguments: ["No.5 Durand", "Durand 2.0"])
    func presentable(text: String) {
        #expect(PersonName.isPresentable(text))
        #expect(Language.french.salutation(for: text) == "Bonjour,")
    }
}
