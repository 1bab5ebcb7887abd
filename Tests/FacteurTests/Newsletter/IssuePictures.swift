/// Two pictures, and an issue that shows them: one on its own, the other in a grid of products.
enum IssuePictures {
    /// Names, what they show, and content in Base64: PNG of 1008 x 400 and of 480 x 480 pixels.
    static let all = [
        ("atelier.png", "L’atelier au petit matin", workshop), ("tasse.png", "Une tasse, vue de dessus", cup),
    ]

    /// With a straight apostrophe, which is a fault.
    static func issue(_ workshop: String, _ cup: String) -> String {
        """
        ---
        list: lettre
        subject: Les tasses sont de retour
        preheader: Deux couleurs, et l’atelier ouvert samedi matin.
        ---
        {{salutation}}

        Elles vous attendent **à l'atelier**. [Lire en ligne]({{view_link}})

        :::image
        source: \(workshop)
        alt: L’atelier au petit matin
        width: 504
        L’atelier à sept heures, en novembre.
        :::

        :::products
        :::product
        link: https://www.boutique.example/tasse-bleue
        picture: \(cup)
        alt: Une tasse bleue, vue de dessus
        price: 24,00\u{A0}€
        Tasse bleue
        :::
        :::product
        link: https://www.boutique.example/tasse-ardoise
        picture: \(cup)
        alt: Une tasse ardoise, vue de dessus
        price: 26,00\u{A0}€
        Tasse ardoise
        :::
        :::

        """
    }

    private static let workshop = """
        iVBORw0KGgoAAAANSUhEUgAAA/AAAAGQAQMAAAAz+hk+AAAABlBMVEW0jGR4UDwrWM1QAAAAfklEQVR42u3NAQ0AAAgDoPcvrTHu\
        HBQgAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACA+6ZKr9fr9Xq9Xq/X6/V6vV6v1+v1er1er9fr9Xq9Xq/X6/V6vV6v1+v1\
        er1er9fr9Xq9Xq/X6/V6vV6v1+v1er1er9fr9V/6BYPX+ELeox7gAAAAAElFTkSuQmCC
        """

    private static let cup = """
        iVBORw0KGgoAAAANSUhEUgAAAeAAAAHgAQMAAABHGizWAAAABlBMVEXw6+E8Wpb1e+8eAAAAWElEQVR42u3LsQkAAAgAoD7v9Pqg\
        KYJAdyMAAAAAAAAAHsmayLIsy7Isy7Isy7Isy7Isy7Isy7Isy7Isy7Isy7Isy7Isy7Isy7Isy7Isn2QAAAAAAACAbQ2IXnAUX+2o\
        tgAAAABJRU5ErkJggg==
        """
}
