import Hummingbird
import NIOCore

extension Site {
    static let name = "Boutique L’Œuf"

    /// A page with its heading, in the frame that all share.
    func page(_ visit: Visit, _ heading: String, status: HTTPResponse.Status = .ok, _ main: HTML) -> Response {
        let account: HTML =
            visit.account == nil
            ? "<a href=\"/connexion\">Se connecter</a> <a href=\"/inscription\">Créer un compte</a>"
            : "<a href=\"/compte\">Mon compte</a> \(form(visit, "/deconnexion", "Se déconnecter", style: "quiet", ""))"
        let mailbox: HTML =
            configuration.mailbox.map { "<p><a href=\"\($0)\">La boîte aux lettres de la démonstration</a></p>" } ?? ""
        let html: HTML = """
            <!DOCTYPE html>
            <html lang="fr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>\(heading) – \(Self.name)</title>
            <link rel="stylesheet" href="/style.css">
            </head>
            <body>
            <header><a href="/">\(Self.name)</a><nav aria-label="Compte">\(account)</nav></header>
            <main>
            <h1>\(heading)</h1>
            \(main)
            </main>
            <footer>\(mailbox)<p>Un exemple : rien n’y est vendu, et aucun message n’en sort.</p></footer>
            </body>
            </html>
            """
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html.text)))
    }

    /// The page for what went wrong.
    func failure(_ visit: Visit, _ status: HTTPResponse.Status) -> Response {
        switch status {
        case .notFound:
            page(
                visit, "Cette page n’existe pas", status: status, "<p><a href=\"/\">Retour à la boutique</a></p>")
        case .forbidden:
            page(
                visit, "Ce formulaire a expiré", status: status,
                "<p>Rien n’a été enregistré. Revenez à la page précédente, rechargez-la et envoyez-la de nouveau.</p>")
        case .badRequest, .contentTooLarge:
            page(visit, "Cette demande est illisible", status: status, "<p>Rien n’a été enregistré.</p>")
        default:
            page(
                visit, "Un instant de patience", status: status,
                "<p>La boutique n’a pas pu répondre. Rien n’a été enregistré ; réessayez dans un instant.</p>")
        }
    }

    /// A form of the shop's, with the word that tells it from others'.
    func form(_ visit: Visit, _ action: String, _ button: String, style: String = "principal", _ fields: HTML) -> HTML {
        """
        <form method="post" action="\(action)">
        <input type="hidden" name="controle" value="\(formGuard.word(for: visit.secret))">
        \(fields)
        <button class="\(style)">\(button)</button>
        </form>
        """
    }

    /// A line to fill in, with its label.
    func field(
        _ label: String, _ name: String, type: String = "text", completion: String, value: String = "",
        hint: String? = nil
    ) -> HTML {
        let described: HTML = hint.map { "<small>\($0)</small>" } ?? ""
        return """
            <label>\(label) \(described)
            <input name="\(name)" type="\(type)" autocomplete="\(completion)" value="\(value)" maxlength="256" required></label>
            """
    }

    var newPasswordField: HTML {
        field(
            "Mot de passe", "mot-de-passe", type: "password", completion: "new-password",
            hint: "Douze caractères au moins")
    }

    /// Browsers ask for a name themselves; whoever sends a form without one hears it from the shop.
    var missingName: HTML { fault("Il manque le nom.") }

    /// Why a form came back.
    func fault(_ words: String) -> HTML { "<p class=\"fault\" role=\"alert\">\(words)</p>" }
}
