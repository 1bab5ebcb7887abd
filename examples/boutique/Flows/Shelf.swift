import Hummingbird

/// What the shop has.
struct Item: Sendable {
    let key: String
    let name: String
    let cents: Int

    static let all = [
        Item(key: "tasse", name: "Tasse en grès bleu", cents: 1890),
        Item(key: "theiere", name: "Théière d’un litre", cents: 4200),
        Item(key: "coquetier", name: "Coquetier", cents: 650),
    ]
}

/// Prices as French writes them.
enum Price {
    static func text(_ cents: Int) -> String {
        let rest = String(cents % 100)
        return "\(cents / 100),\(rest.utf8.count == 1 ? "0" : "")\(rest)\u{A0}€"
    }
}

extension Site {
    func addShelf(to router: Router<Visit>) {
        router.get("/") { _, visit -> Response in
            let items = Item.all.map { item -> HTML in
                let quantities = (1...9).map { "<option>\($0)</option>" as HTML }
                let order: HTML =
                    visit.account == nil
                    ? ""
                    : form(
                        visit, "/commande", "Commander",
                        """
                        <input type="hidden" name="article" value="\(item.key)">
                        <label>Quantité <select name="quantite">\(quantities)</select></label>
                        """)
                return "<li><strong>\(item.name)</strong>, \(Price.text(item.cents))\(order)</li>"
            }
            let hint: HTML = visit.account == nil ? "<p>Pour commander, connectez-vous.</p>" : ""
            return page(visit, "De quoi prendre le thé", "\(hint)<ul>\(items)</ul>")
        }
    }
}
