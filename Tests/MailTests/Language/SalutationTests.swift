import Testing

@testable import Mail

@Suite("A salutation")
struct SalutationTests {
    @Test(
        "A name is greeted without a civility (L8, F11)",
        arguments: [
            "Camille", "Zoé", "Jo", "Jean-Pierre", "Anne Sophie", "J. Dupont", "M.-A. Noël", "N’Golo", "D'Artagnan",
            "李明",
            "محمد", "Мария", "Ga\u{308}el",
        ])
    func names(name: String) {
        #expect(Language.french.salutation(for: name) == "Bonjour \(name),")
    }

    @Test("Spaces around and within a name are brought down to one (F11)")
    func spaces() {
        #expect(Language.french.salutation(for: "  Anne   Sophie\u{A0}") == "Bonjour Anne Sophie,")
    }

    @Test("No name, no gap (F11)", arguments: [nil, "", "   "] as [String?])
    func nameless(name: String?) {
        #expect(Language.french.salutation(for: name) == "Bonjour,")
    }

    @Test(
        "What is more than a name is not repeated to the reader (F11, H9)",
        arguments: [
            "http://evil.tld", "evil.tld", "www.evil.tld", "Gagnez 1000 euros", "<script>alert(1)</script>", "{{7*7}}",
            "\"onmouseover=", "Camille\r\nBcc: x", "Camille 🎁", "a@evil.tld", "\u{202E}ellimaC", "💥", "-", ". .",
            String(repeating: "a", count: 41), "Ab" + String(repeating: "\u{301}", count: 100),
        ])
    func refused(name: String) {
        #expect(Language.french.salutation(for: name) == "Bonjour,")
    }

    @Test(
        "What stands where there is no name is none: a program's word, somebody's keys, a title alone (F11)",
        arguments: [
            "null", "NULL", "Null", "(null)", "undefined", "N/A", "n/a", "None", "NaN", "inconnu", "null null",
            " null ",
            "undefined undefined", "Mme undefined", "Prénom Nom", "First Name", "Client", "Test Client", "Invité",
            "test",
            "TEST", "test test", "essai", "azerty", "xxx", "aaaa", "12345", "Camille59", "camille@exemple.fr", "M.",
            "M",
            "MME", "Monsieur", "madame", "M. et Mme", "Mr",
        ])
    func placeholder(name: String) {
        #expect(Language.french.salutation(for: name) == "Bonjour,")
        #expect(PersonName.greeted(name) == nil)
    }

    /// What stands in a list of subscribers, and what a person would write. Add what you meet.
    static let spellings: [(String, String)] = [
        // In capitals, in small letters.
        ("CAMILLE", "Camille"), ("camille", "Camille"), ("ZOÉ", "Zoé"), ("zoé", "Zoé"), ("ŒUF", "Œuf"),
        ("GAE\u{308}L", "Gae\u{308}l"), ("ИВАНОВ", "Иванов"), ("мария", "Мария"),
        ("  CAMILLE   MARTIN ", "Camille Martin"),
        // Of several parts.
        ("JEAN-LUC D’ARTAGNAN", "Jean-Luc d’Artagnan"), ("jean-luc d'artagnan", "Jean-Luc d'Artagnan"),
        ("CHARLES DE GAULLE", "Charles de Gaulle"), ("jean de la fontaine", "Jean de La Fontaine"),
        ("YANN LE GOFF", "Yann Le Goff"), ("VAN DER BERG", "Van der Berg"), ("D’ARTAGNAN", "D’Artagnan"),
        ("ANTOINE DE SAINT-EXUPÉRY", "Antoine de Saint-Exupéry"), ("JEAN L'HERMITE", "Jean L'Hermite"),
        ("JEAN-DE-DIEU NKURUNZIZA", "Jean-de-Dieu Nkurunziza"), ("O'NEILL", "O'Neill"), ("o’neill", "O’Neill"),
        ("MCDONALD", "McDonald"), ("MACDONALD", "Macdonald"), ("ST PIERRE", "St Pierre"), ("NG", "Ng"),
        // Initials, numbers, forms of companies.
        ("J. DUPONT", "J. Dupont"), ("M.-A. NOËL", "M.-A. Noël"), ("j.dupont", "J.Dupont"), ("JP DUPONT", "JP Dupont"),
        ("jp dupont", "JP Dupont"), ("JEAN-PAUL II", "Jean-Paul II"), ("DURAND SARL", "Durand SARL"),
        // A surname in capitals, before the given name or behind it.
        ("DUPONT Jean", "Jean Dupont"), ("Jean DUPONT", "Jean Dupont"), ("jean DUPONT", "Jean Dupont"),
        ("DUPONT jean", "Jean Dupont"), ("DE LA TOUR Marie-Anne", "Marie-Anne de La Tour"),
        ("LE GOFF Yann", "Yann Le Goff"), ("Charles DE GAULLE", "Charles de Gaulle"), ("KIM Min-jun", "Min-jun Kim"),
        ("Jean-Michel de la TOUR", "Jean-Michel de la Tour"), ("LI Wei", "Li Wei"),
        // Titles that somebody gave with the name.
        ("Mme DUPONT", "Mme Dupont"), ("MME DE LA TOUR", "Mme de La Tour"), ("mme durand", "Mme Durand"),
        ("Mme DUPONT Jeanne", "Mme Jeanne Dupont"), ("M. DUPONT Jean", "M. Jean Dupont"), ("DR MARTIN", "Dr Martin"),
        ("M. et Mme DUPONT", "M. et Mme Dupont"),
        // A part that a program had not.
        ("Camille null", "Camille"), ("null Camille", "Camille"), ("CAMILLE NULL", "Camille"),
        ("Camille None", "Camille"),
        ("Camille (null)", "Camille"), ("Camille NaN", "Camille"), ("undefined Martin", "Martin"),
    ]

    @Test("A name is spelt as a person would write it", arguments: spellings)
    func spelling(given: String, greeted: String) {
        #expect(Language.french.salutation(for: given) == "Bonjour \(greeted),")
        #expect(PersonName.greeted(greeted) == greeted)
    }

    @Test(
        "What was written with capitals and small letters is left to its bearer",
        arguments: [
            "MacDonald", "McDonald", "LaToya", "Jan van der Berg", "Ludwig von Mises", "d’Artagnan", "Jean-Paul II",
            "JP Dupont", "MC Solaar", "Durand S.A.R.L.", "Nan Goldin", "Nicolas Uhl", "Béatrice Müller-Östberg",
            "Anne-Sophie de La Tour d’Auvergne", "IŞIK İLKE", "ΓΙΩΡΓΟΣ",
        ])
    func left(name: String) {
        #expect(PersonName.greeted(name) == name)
    }

    @Test("The greeting is the language's, the rules for names are everyone's")
    func english() {
        #expect(Language.english.salutation(for: "Camille") == "Hello Camille,")
        #expect(Language.english.salutation(for: "evil.tld") == "Hello,")
        #expect(Language.canadianFrench.salutation(for: "Camille") == "Bonjour Camille,")
    }

    @Test(
        "A link, an address or a turn of direction in a name is not shown beside the address either (F11, H9)",
        arguments: [
            ("Dupont, Zoé (SARL)", true), ("J. Dupont", true), ("مريم", true), ("Camille 🎁", true), ("", true),
            ("http://evil.tld", false), ("Gagnez sur evil.tld", false), ("http:/x", false), ("a@b", false),
            ("Camille\u{202E}ellimaC", false), ("\u{2067}Camille", false),
        ])
    func presentable(name: String, isPresentable: Bool) throws {
        #expect(PersonName.isPresentable(name) == isPresentable)
        let mail = try IndependentParser.parse(try Samples.composed(name: name))
        #expect(mail.to.map(\.name) == [isPresentable ? name : ""])
        #expect(mail.to.map(\.address) == ["camille@client.test"])
    }
}
