extension AccessibilityCriterion {
    /// All that a program can try, in the order of their numbers.
    package static let all = [
        AccessibilityCriterion(
            "1.1", "10.1.1.1", "Chaque image porteuse d’information a une alternative textuelle.",
            ImageCriteria.alternatives),
        AccessibilityCriterion(
            "1.3", "10.1.1.1", "L’alternative textuelle de chaque image est pertinente.", ImageCriteria.relevance),
        AccessibilityCriterion(
            "3.1", "10.1.4.1", "L’information n’est pas donnée uniquement par la couleur.", LinkCriteria.underlines),
        AccessibilityCriterion(
            "3.2", "10.1.4.3", "Le contraste entre le texte et son fond est suffisant.", PresentationCriteria.contrast),
        AccessibilityCriterion(
            "5.7", "10.1.3.1", "Les cellules de chaque tableau de données sont reliées à leurs en-têtes.",
            TableCriteria.headers),
        AccessibilityCriterion(
            "5.8", "10.1.3.1", "Aucun tableau de mise en forme n’utilise d’élément propre aux tableaux de données.",
            TableCriteria.layout),
        AccessibilityCriterion("6.1", "10.2.4.4", "Chaque lien est explicite.", LinkCriteria.clarity),
        AccessibilityCriterion("6.2", "10.2.4.4", "Chaque lien a un intitulé.", LinkCriteria.names),
        AccessibilityCriterion("8.1", "10.4.1.1", "Le type de document est déclaré.", DocumentCriteria.type),
        AccessibilityCriterion(
            "8.2", "10.4.1.1", "Le code source est valide\u{A0}: éléments fermés, identifiants uniques.",
            DocumentCriteria.soundness),
        AccessibilityCriterion(
            "8.3", "10.3.1.1", "La langue par défaut est indiquée.", DocumentCriteria.language),
        AccessibilityCriterion(
            "8.4", "10.3.1.1", "Le code de langue est celui du texte.", DocumentCriteria.languageCode),
        AccessibilityCriterion("8.5", "10.2.4.2", "Le document a un titre.", DocumentCriteria.title),
        AccessibilityCriterion("8.6", "10.2.4.2", "Ce titre est pertinent.", DocumentCriteria.titleRelevance),
        AccessibilityCriterion(
            "8.9", "10.1.3.1", "Aucune balise n’est utilisée uniquement à des fins de présentation.",
            StructureCriteria.emptiness),
        AccessibilityCriterion(
            "9.1", "10.2.4.6", "L’information est structurée par des titres.", StructureCriteria.headings),
        AccessibilityCriterion(
            "9.3", "10.1.3.1", "Chaque liste est correctement structurée.", StructureCriteria.lists),
        AccessibilityCriterion(
            "10.1", "10.1.3.1", "Des feuilles de styles contrôlent la présentation.", PresentationCriteria.styles),
        AccessibilityCriterion(
            "10.3", "10.1.3.2", "L’information reste compréhensible et dans l’ordre sans feuille de styles.",
            PresentationCriteria.order),
        AccessibilityCriterion(
            "10.4", "10.1.4.4", "Le texte reste lisible agrandi à 200\u{A0}%.", PresentationCriteria.zoom),
        AccessibilityCriterion(
            "10.11", "10.1.4.10", "Le contenu se lit sans défilement horizontal sur 320 pixels de large.",
            PresentationCriteria.reflow),
        AccessibilityCriterion(
            "12.8", "10.2.4.3", "L’ordre de tabulation est cohérent.", LinkCriteria.tabOrder),
        AccessibilityCriterion(
            "13.8", "10.2.2.2", "Aucun contenu n’est en mouvement sans que l’on puisse l’arrêter.",
            PresentationCriteria.movement),
    ]

    /// What a person has to look at, in French.
    package static let forPeople = [
        "1.2, 1.3\u{A0}: les images décoratives sont ignorées (alt vide) et les autres alternatives disent ce que l’image apporte\u{202F};",
        "3.1\u{A0}: aucune consigne ne repose sur une couleur («\u{A0}en rouge\u{A0}»)\u{202F};",
        "8.7, 8.8\u{A0}: les passages dans une autre langue sont signalés\u{202F};",
        "10.9, 10.10\u{A0}: aucune consigne ne repose sur une forme ou une position («\u{A0}à droite\u{A0}»)\u{202F};",
        "13.1\u{A0}: le lecteur dont le lien a expiré peut en demander un autre\u{202F};",
        "les mots\u{A0}: des phrases courtes, le nécessaire d’abord.",
    ]
}
