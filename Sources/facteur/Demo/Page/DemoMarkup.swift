/// The page's HTML. It holds no mail: the script fills it in, as text.
enum DemoMarkup {
    static let page = #"""
        <!DOCTYPE html>
        <html lang="fr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Facteur : le courrier de la démonstration</title>
        <link rel="stylesheet" href="/page.css">
        <script src="/page.js" defer></script>
        </head>
        <body>
        <header class="bar">
        <h1>Facteur</h1>
        <p id="state" class="state" role="status">Connexion…</p>
        <button type="button" id="compose" class="primary">Nouveau message</button>
        </header>
        <main>
        <nav aria-label="Messages reçus">
        <ol id="list" class="list" reversed></ol>
        <div id="empty" class="empty">
        <p class="large">Aucun courrier pour l’instant</p>
        <p>Chaque message que le facteur remet apparaît ici. Rien ne quitte cette machine.</p>
        </div>
        </nav>
        <article id="mail" class="mail" hidden>
        <a class="back" href="#">Tous les messages</a>
        <h2 id="subject"></h2>
        <dl class="facts">
        <div><dt>De</dt><dd id="from"></dd></div>
        <div><dt>À</dt><dd id="recipient"></dd></div>
        <div><dt>Reçu le</dt><dd id="time"></dd></div>
        </dl>
        <div class="tabs" role="tablist" aria-label="Vues du message">
        <a role="tab" id="tab-html" data-pane="html" aria-controls="html">HTML</a>
        <a role="tab" id="tab-text" data-pane="text" aria-controls="text">Texte</a>
        <a role="tab" id="tab-source" data-pane="source" aria-controls="source">Source</a>
        <a role="tab" id="tab-headers" data-pane="headers" aria-controls="headers">En-têtes</a>
        </div>
        <iframe id="html" class="pane" role="tabpanel" aria-labelledby="tab-html" title="Message en HTML"
          sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>
        <pre id="text" class="pane words" role="tabpanel" aria-labelledby="tab-text" tabindex="0"></pre>
        <pre id="source" class="pane" role="tabpanel" aria-labelledby="tab-source" tabindex="0"></pre>
        <div id="headers" class="pane" role="tabpanel" aria-labelledby="tab-headers" tabindex="0"><dl></dl></div>
        </article>
        </main>
        <dialog id="order" aria-labelledby="order-title">
        <form id="form">
        <h2 id="order-title">Nouveau message</h2>
        <label>Modèle <select id="kind" required></select></label>
        <p id="description" class="hint" lang="en"></p>
        <div class="pair">
        <label>Adresse du destinataire
        <input id="to" type="email" required autocomplete="off" value="camille@client.test"></label>
        <label>Nom <input id="name" autocomplete="off" value="Camille Œuvrard"></label>
        </div>
        <fieldset id="parameters"><legend>Paramètres</legend></fieldset>
        <p id="fault" class="fault" role="alert" hidden></p>
        <div class="actions">
        <button type="button" id="cancel">Annuler</button>
        <button type="submit" id="send" class="primary">Envoyer</button>
        </div>
        </form>
        </dialog>
        </body>
        </html>
        """#
}
