/// Files of subscribers as people's programs write them, and what is to be understood of them. Whoever meets another adds it here.
enum SubscriberCorpus {
    /// A first line, one line below it, and what the line says: email, name, consent. `\t` and `;` separate as well.
    static let headers: [(header: String, line: String, email: String, name: String, consentedAt: String)] = [
        ("email", "a@b.test", "a@b.test", "", ""),
        ("\u{FEFF}\"email\",\"name\"", "\"a@b.test\",\"Zoé\"", "a@b.test", "Zoé", ""),
        ("\u{FEFF}\"Email\";\"Nom\"", "a@b.test;Zoé", "a@b.test", "Zoé", ""),
        ("sep=;\nemail;name", "a@b.test;Dupont, Zoé", "a@b.test", "Dupont, Zoé", ""),
        ("\u{FEFF}sep=;\r\nemail;name", "a@b.test;Zoé", "a@b.test", "Zoé", ""),
        ("SEP=,\nnom;x,email", "Zoé,a@b.test", "a@b.test", "", ""),
        ("\"sep=\t\"\nemail\tname", "a@b.test\tZoé", "a@b.test", "Zoé", ""),
        ("sep=|\nemail|name", "a@b.test|Zoé", "a@b.test", "Zoé", ""),
        (
            "email\tname\tconsented_at", "a@b.test\tDupont, Zoé; Léa\t2024-05-01", "a@b.test", "Dupont, Zoé; Léa",
            "2024-05-01"
        ),
        ("Nom, prénom;Email;Consentement", "Dupont, Zoé;a@b.test;01/05/2024", "a@b.test", "Dupont, Zoé", "01/05/2024"),
        ("E-mail,name", "a@b.test,Zoé", "a@b.test", "Zoé", ""),
        ("e_mail", "a@b.test", "a@b.test", "", ""),
        ("EMAIL;LANGUE", "a@b.test;fr", "a@b.test", "", ""),
        (
            "Email Address,First Name,Last Name,OPTIN_TIME", "a@b.test,Zoé,Dupont,2024-05-01", "a@b.test", "Zoé Dupont",
            "2024-05-01"
        ),
        ("emailAddress,firstName", "a@b.test,Zoé", "a@b.test", "Zoé", ""),
        ("Adresse e-mail;Prénom;Nom", "a@b.test;Zoé;Dupont", "a@b.test", "Zoé Dupont", ""),
        ("ADRESSE ÉLECTRONIQUE;PRÉNOM", "a@b.test;Zoé", "a@b.test", "Zoé", ""),
        ("Adresse e\u{301}lectronique;Pre\u{301}nom", "a@b.test;Zoé", "a@b.test", "Zoé", ""),
        ("Adresse mail;NOM;PRENOM", "a@b.test;DUPONT;Zoé", "a@b.test", "Zoé DUPONT", ""),
        ("Courriel", "a@b.test", "a@b.test", "", ""),
        ("Mail;Nom complet", "a@b.test;Zoé Dupont", "a@b.test", "Zoé Dupont", ""),
        ("Prénom;Nom;Email", "Zoé;Zoé Dupont;a@b.test", "a@b.test", "Zoé Dupont", ""),
        ("Prénom;Nom;Email", "Martin;Martin;a@b.test", "a@b.test", "Martin Martin", ""),
        ("Prénom;Nom;Email", ";Dupont;a@b.test", "a@b.test", "Dupont", ""),
        ("Prénom;Nom;Email", "Zoé;;a@b.test", "a@b.test", "Zoé", ""),
        // Where somebody lives is no mailbox.
        ("Nom;Adresse;Code postal;Email", "Zoé;1 place Bellecour;69002;a@b.test", "a@b.test", "Zoé", ""),
        ("Adresse;Email", "1 place Bellecour;a@b.test", "a@b.test", "", ""),
        ("Address,City,E-Mail", "1 High Street,Leeds,a@b.test", "a@b.test", "", ""),
        ("mail,email", "non,a@b.test", "a@b.test", "", ""),
        ("adresse;nom", "a@b.test;Zoé", "a@b.test", "Zoé", ""),
        // A bare date is not the moment of consent.
        ("email;date", "a@b.test;2024-05-01", "a@b.test", "", ""),
        ("email;date;consented_at", "a@b.test;2020-01-01;2024-05-01", "a@b.test", "", "2024-05-01"),
        ("email;Date d'inscription", "a@b.test;01/05/2024", "a@b.test", "", "01/05/2024"),
        ("email;Date d’inscription", "a@b.test;01/05/2024", "a@b.test", "", "01/05/2024"),
        ("email;Date de consentement", "a@b.test;01/05/2024", "a@b.test", "", "01/05/2024"),
        ("email,Opt-in date", "a@b.test,2024-05-01", "a@b.test", "", "2024-05-01"),
        ("email,Date d'inscription,Consentement", "a@b.test,2020-01-01,2024-05-01", "a@b.test", "", "2024-05-01"),
        ("email,date de naissance,created_at", "a@b.test,1980-01-01,2024-05-01", "a@b.test", "", ""),
        // What a spreadsheet would run comes back as it was.
        ("email,name", "'=a@b.test,'-x", "=a@b.test", "-x", ""),
        ("email,name", "a@b.test,''=cmd()", "a@b.test", "'=cmd()", ""),
        ("email,name", "a@b.test,'t Hooft", "a@b.test", "'t Hooft", ""),
        ("email,name", "a@b.test,\"Zoé\r\nDupont\"", "a@b.test", "Zoé Dupont", ""),
    ]

    /// First lines that do not do, a line below, and what must be told of them.
    static let badHeaders: [(header: String, line: String, told: [String])] = [
        ("nom;ville", "Zoé;Lyon", ["email", "nom, ville"]),
        ("a@b.test", "c@d.test", ["email", "a@b.test"]),
        ("Nom;Adresse;Ville", "Zoé;1 place Bellecour;Lyon", ["Adresse", "Nom, Adresse, Ville"]),
        ("Address,Adresse", "1 High Street,2 place Bellecour", ["Address"]),
        ("Email;E-mail", "a@b.test;c@d.test", ["Email, E-mail"]),
        ("Courriel;Nom;Adresse e-mail", "a@b.test;Zoé;c@d.test", ["Courriel, Adresse e-mail"]),
        ("address;adresse", "a@b.test;c@d.test", ["address, adresse"]),
    ]

    /// What columns say of how a reader stands to the list: nil for a line that is told and skipped.
    static let standings: [(header: String, line: String, status: String?)] =
        words.flatMap { row in
            row.headers.flatMap { header in row.values.map { value in (header, value, row.status) } }
        } + lines

    /// Columns by themselves: under each of the titles, each of the values.
    private static let words: [(headers: [String], values: [String], status: String?)] = [
        (
            ["status"],
            [
                "subscribed", "Subscribed", "SUBSCRIBED", "abonné", "Abonnée", "abonné(e)", "inscrit", "inscrites",
                "active", "actif", "confirmed", "opt-in", "opted-in", " subscribed ",
            ], "subscribed"
        ),
        (
            ["Statut"],
            [
                "pending", "Pending", "en attente", "En attente de confirmation", "unconfirmed", "non confirmé",
                "à confirmer",
            ], "pending"
        ),
        (
            ["status"],
            [
                "unsubscribed", "Unsubscribed", "UNSUBSCRIBED", "désabonné", "Désabonnée", "désabonné(e)", "desabonne",
                "désinscrit", "désinscrite", "Désinscrits", "opt-out", "Opted out", "opt_out", "cleaned", "Cleaned",
                "non-subscribed", "Non subscribed", "nonsubscribed", "blacklisted", "Blacklisté", "liste noire",
                "bounced", "hard bounce", "complained", "plainte", "spam", "archived", "de\u{301}sabonne\u{301}",
            ], "unsubscribed"
        ),
        (["status"], ["vip", "1", "0", "oui", "?", "", "-", "un subscribed to nothing", "soft bounce"], nil),
        (joining, ["1", "true", "TRUE", "yes", "oui", "Oui", "x", "vrai", "abonné"], "subscribed"),
        (joining, ["0", "false", "FALSE", "no", "non", "Non", "faux", "désabonné"], "unsubscribed"),
        (joining, ["", "2", "-1", "peut-être"], nil),
        (leaving, ["1", "true", "oui", "x", "2024-05-01", "01/05/2024 10:00", "unsubscribed"], "unsubscribed"),
        (leaving, ["", "0", "false", "non", "0000-00-00 00:00:00"], "subscribed"),
        (leaving, ["peut-être", "2024-02-30"], nil),
    ]

    /// Titles of columns that say yes of who is on the list.
    private static let joining = [
        "subscribed", "abonné", "Abonné", "optin", "opt-in", "OPT_IN", "inscrit", "Newsletter", "Accepts Marketing",
    ]

    /// Titles of columns that say yes, or when, of who has left it.
    private static let leaving = [
        "unsubscribed", "désabonné", "désinscrit", "optout", "opt-out", "blacklisted", "Blacklisté", "bounced",
        "cleaned", "left_at", "UNSUB_TIME", "CLEAN_TIME", "Date de désinscription",
    ]

    private static let lines: [(header: String, line: String, status: String?)] = [
        ("confirmed", "0", "pending"), ("confirmé", "non", "pending"), ("confirmed", "1", "subscribed"),
        ("confirmed", "", nil),
        ("consentement", "oui", "subscribed"), ("consentement", "non", "unsubscribed"),
        ("consent", "0", "unsubscribed"),
        ("consent", "peut-être", nil), ("consent", "", "subscribed"),
        // Several columns: who left by one of them has left.
        ("status;left_at", "subscribed;2024-05-01", "unsubscribed"),
        ("status;left_at", "subscribed;", "subscribed"),
        ("status;left_at", "vip;2024-05-01", "unsubscribed"), ("status;optin", "subscribed;0", "unsubscribed"),
        ("status;optin", "pending;1", "pending"), ("status;optin", ";1", "subscribed"), ("status;optin", ";", nil),
        ("status;optin", "vip;1", nil), ("optin;blacklisted", "1;0", "subscribed"),
        ("optin;blacklisted", "1;1", "unsubscribed"), ("UNSUB_TIME;CLEAN_TIME", ";2024-05-01", "unsubscribed"),
        ("subscribed;confirmed", "1;0", "pending"),
        // A column that says nothing of it.
        ("city", "Lyon", "subscribed"), ("state", "Ohio", "subscribed"),
    ]
}
