/// The words of all pages.
enum Phrases {
    // Around every page.
    static let question = Phrase("Une question\u{202F}? Écrivez-nous à", "Any questions? Write to us at")
    static let office = Phrase("Siège social\u{A0}: {office}.", "Registered office: {office}.")
    static let site = Phrase("Notre site", "Our website")
    static let account = Phrase("Votre compte", "Your account")
    static let privacy = Phrase("Confidentialité", "Privacy")
    static let toSite = Phrase("Revenir sur notre site", "Back to our website")
    static let preferences = Phrase("Choisir ce que je reçois", "Choose what I receive")
    static let anyTime = Phrase("Vous pouvez changer d’avis à tout moment.", "You can change your mind at any time.")

    // Leaving a list, and coming back.
    static let leaveHeading = Phrase("Ne plus recevoir cette lettre\u{202F}?", "Stop receiving this newsletter?")
    static let leaveBody = Phrase(
        "L’adresse {address} reçoit «\u{A0}{list}\u{A0}». Un clic suffit pour vous désabonner.",
        "{address} receives “{list}”. One click is enough to unsubscribe.")
    static let otherMail = Phrase(
        "Les messages qui concernent votre compte et vos commandes continueront de vous parvenir.",
        "Messages about your account and your orders will keep coming.")
    static let leave = Phrase("Me désabonner", "Unsubscribe")
    static let lessOften = Phrase(
        "Recevoir moins de lettres, ou faire une pause",
        "Get fewer newsletters, or take a break")
    static let leftHeading = Phrase("Votre désabonnement est enregistré", "You are unsubscribed")
    static let leftBody = Phrase(
        "L’adresse {address} ne recevra plus «\u{A0}{list}\u{A0}». Une lettre déjà envoyée peut encore vous parvenir.",
        "{address} will no longer receive “{list}”. A newsletter that has already been sent may still reach you.")
    static let leftMistake = Phrase(
        "C’était une erreur\u{202F}? Vous pouvez vous réabonner.",
        "Was it a mistake? You can subscribe again.")
    static let comeBack = Phrase("Me réabonner", "Subscribe again")
    static let backHeading = Phrase("Votre abonnement est rétabli", "Your subscription is back")
    static let backBody = Phrase(
        "L’adresse {address} recevra de nouveau «\u{A0}{list}\u{A0}».",
        "{address} will receive “{list}” again.")

    // Confirming.
    static let questionHeading = Phrase("Confirmez votre abonnement", "Confirm your subscription")
    static let questionBody = Phrase(
        "Un abonnement à «\u{A0}{list}\u{A0}» a été demandé pour l’adresse {address}. Un clic suffit pour confirmer.",
        "A subscription to “{list}” was requested for {address}. One click confirms it.")
    static let questionStranger = Phrase(
        "Vous n’avez rien demandé\u{202F}? Fermez cette page\u{A0}: sans confirmation, aucune lettre ne vous sera envoyée.",
        "Did you not ask for it? Close this page: without your confirmation, no newsletter will be sent to you.")
    static let confirm = Phrase("Confirmer mon abonnement", "Confirm my subscription")
    static let confirmedHeading = Phrase("Votre abonnement est confirmé", "Your subscription is confirmed")
    static let confirmedBody = Phrase(
        "L’adresse {address} recevra «\u{A0}{list}\u{A0}».",
        "{address} will receive “{list}”.")

    // Choosing.
    static let choicesHeading = Phrase("Vos abonnements", "Your subscriptions")
    static let choicesBody = Phrase("Choisissez ce que l’adresse {address} reçoit.", "Choose what {address} receives.")
    static let always = Phrase("Toutes les lettres", "Every newsletter")
    static let weekly = Phrase("Au plus une par semaine", "At most one a week")
    static let monthly = Phrase("Au plus une par mois", "At most one a month")
    static let pause = Phrase("Pause de 30 jours", "A break of 30 days")
    static let pausedUntil = Phrase("En pause jusqu’au {date}", "On a break until {date}")
    static let none = Phrase("Aucune\u{A0}: pas d’abonnement", "None: not subscribed")
    static let save = Phrase("Enregistrer mes choix", "Save my choices")
    static let saved = Phrase("Vos choix sont enregistrés.", "Your choices are saved.")

    // Reading.
    static let noLetters = Phrase("Aucune lettre n’est encore parue.", "No newsletter has been published yet.")
    static let newer = Phrase("Lettres plus récentes", "Newer")
    static let older = Phrase("Lettres plus anciennes", "Older")
    static let feed = Phrase("S’abonner au flux Atom", "Subscribe to the Atom feed")
    static let unpublishedHeading = Phrase("Cette lettre n’est pas en ligne", "This newsletter is not online")
    static let unpublishedBody = Phrase(
        "L’adresse est peut-être incomplète. Une lettre paraît ici dès que son envoi commence.",
        "The address may be incomplete. A newsletter appears here as soon as it begins to be sent.")

    // What went wrong.
    static let testCopyHeading = Phrase("Ceci est un exemplaire d’essai", "This is a test copy")
    static let testCopyBody = Phrase(
        "Dans la lettre envoyée, ce lien mène à la page où l’on se désabonne, ou choisit ce que l’on reçoit. Celui-ci ne désabonne personne.",
        "In the letter itself this link leads to the page where one unsubscribes, or chooses what one receives. This one unsubscribes nobody."
    )
    static let unknownHeading = Phrase("Ce lien ne mène à aucun abonnement", "This link leads to no subscription")
    static let unknownBody = Phrase(
        "Il a peut-être été coupé en chemin\u{A0}: ouvrez-le de nouveau depuis le message reçu.",
        "It may have been cut short on its way: open it again from the message that you received.")
    static let unknownHelp = Phrase(
        "Si cette page revient, écrivez-nous\u{A0}: nous ferons le nécessaire.",
        "If this page comes back, write to us: we will take care of it.")
    static let unavailableHeading = Phrase("Un instant de patience", "One moment, please")
    static let unavailableBody = Phrase(
        "Notre service est momentanément indisponible.",
        "Our service is unavailable for the moment.")
    static let unavailableLink = Phrase(
        "Ouvrez de nouveau ce lien dans quelques minutes\u{A0}: il reste valable, et votre choix sera pris en compte aussitôt.",
        "Open this link again in a few minutes: it remains valid, and your choice will count at once.")
    static let unavailableLetters = Phrase(
        "Revenez dans quelques minutes\u{A0}: les lettres seront de nouveau là.",
        "Come back in a few minutes: the newsletters will be here again.")
    static let tooManyHeading = Phrase("Trop de demandes à la fois", "Too many requests at once")
    static let tooManyBody = Phrase(
        "Votre connexion nous a envoyé beaucoup de demandes en peu de temps.",
        "Your connection has sent us many requests in a short time.")
    static let tooManyLink = Phrase(
        "Attendez un instant, puis ouvrez de nouveau ce lien\u{A0}: il reste valable, et votre choix sera pris en compte aussitôt.",
        "Wait a moment, then open this link again: it remains valid, and your choice will count at once.")
    static let missingHeading = Phrase("Cette page n’existe pas", "This page does not exist")
    static let fromTheMail = Phrase(
        "Pour vous désabonner, ouvrez le lien qui se trouve au bas du message reçu.",
        "To unsubscribe, open the link at the foot of the message that you received.")
    static let wrongMethodHeading = Phrase("Cette action n’est pas possible ici", "This action is not possible here")
    static let tooLargeHeading = Phrase("Cette demande est trop longue", "This request is too long")
}
