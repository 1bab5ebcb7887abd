/// What stands in a name's place, in small letters. Add what you meet.
enum PlaceholderNames {
    static let all: Set<String> = Set(programs + people + titles)

    /// Of programs that had no name.
    private static let programs = [
        "null", "(null)", "undefined", "none", "nil", "nan", "n/a", "n.a.", "n. c.", "n.c.", "n.r.", "nc", "na", "nr",
        "unknown", "anonymous", "noname", "no name", "not set", "inconnu", "inconnue", "anonyme", "sans nom",
        "sans prénom",
        "sans prenom", "aucun", "aucune", "néant", "neant", "vide", "empty", "non renseigné", "non renseigne",
        "non renseignée", "non renseignee", "non communiqué", "non communique", "false", "true", "object",
        "object object", "[object object]", "prénom", "prenom", "nom", "first", "last", "first name", "firstname",
        "last name", "lastname", "name", "full name", "your name", "votre nom", "votre prénom", "votre prenom",
        "prénom nom", "nom prénom", "user", "username", "utilisateur", "utilisatrice", "client", "cliente", "customer",
        "guest", "invité", "invitée", "invite", "abonné", "abonnée", "subscriber", "admin", "administrator",
        "administrateur", "webmaster", "root", "contact", "info",
    ]

    /// Of people who had to write something.
    private static let people = [
        "test", "tests", "testing", "essai", "exemple", "example", "sample", "azerty", "azertyuiop", "qwerty", "qsdf",
        "qsdfgh", "asdf", "asdfgh", "foo", "bar", "lorem ipsum", "bonjour", "hello", "personne", "nobody",
    ]

    /// A title alone greets nobody, and shops have no use for one.
    private static let titles = [
        "m", "m.", "mr", "mr.", "mm", "mm.", "mme", "mme.", "mlle", "mlle.", "monsieur", "madame", "mademoiselle",
        "mrs",
        "mrs.", "ms", "ms.", "miss", "dr", "dr.", "et",
    ]
}
