import FacteurClient
import Foundation
import Hummingbird

extension Site {
    func addOrders(to router: Router<Visit>) {
        router.post("/commande") { request, visit -> Response in
            let form = try await form(request, visit)
            guard let account = visit.account else { return .seeOther("/connexion") }
            guard let item = Item.all.first(where: { $0.key == form["article"] }), let quantity = Int(form["quantite"]),
                (1...9).contains(quantity)
            else { throw HTTPError(.badRequest) }
            let purchase = try await pool.transaction { database in
                // The order, its invoice and its mail: all of them, or none.
                let purchase = try await Purchases(database: database).add(item, quantity: quantity, of: account)
                let outbox = Outbox(database)
                let invoice = try await outbox.attach(
                    name: "Facture \(purchase.number).pdf", mediaType: "application/pdf",
                    content: Invoice(purchase: purchase, customer: account.name).pdf)
                try await outbox.enqueue(
                    Message(
                        kind: "order-confirmed", to: account.email,
                        parameters: OrderLetter(purchase, link: address("/compte")), recipientName: account.name,
                        dedupKey: purchase.number, attachments: [invoice]))
                return purchase
            }
            return page(
                visit, "Merci pour votre commande",
                """
                <p>Elle porte le numéro <strong>\(purchase.number)</strong>. La confirmation et la facture partent à l’adresse
                \(account.email).</p>
                """)
        }
    }
}

/// The parameters of `order-confirmed`, by their names.
// swift-format-ignore: AlwaysUseLowerCamelCase
struct OrderLetter: Encodable {
    struct Amount: Encodable {
        let cents: Int
        var currency = "EUR"
    }

    struct Line: Encodable {
        let name: String
        let quantity: Int
        let price: Amount
    }

    struct Tax: Encodable {
        let rate: Int
        let amount: Amount
    }

    let order: String
    let ordered_at: Date
    let order_link: String
    let lines: [Line]
    let delivery_fee: Amount
    let total: Amount
    let vat: [Tax]
    let invoice_attached = true

    init(_ purchase: Purchase, link: String) {
        order = purchase.number
        ordered_at = purchase.orderedAt
        order_link = link
        lines = [Line(name: purchase.item, quantity: purchase.quantity, price: Amount(cents: purchase.cents))]
        delivery_fee = Amount(cents: Purchase.deliveryCents)
        total = Amount(cents: purchase.totalCents)
        vat = [Tax(rate: 20, amount: Amount(cents: purchase.vatCents))]
    }
}
