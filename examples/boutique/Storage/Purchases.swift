import ExampleDatabase
import Foundation

/// What a customer ordered.
struct Purchase: Sendable {
    let id: Int
    let item: String
    let quantity: Int
    /// The goods with their VAT, without delivery.
    let cents: Int
    let orderedAt: Date

    static let deliveryCents = 490

    /// As the customer knows it.
    var number: String { "A-\(1000 + id)" }
    var totalCents: Int { cents + Self.deliveryCents }
    /// The VAT of 20 % that the total holds.
    var vatCents: Int { (totalCents + 3) / 6 }
}

/// Orders, as rows.
struct Purchases: Sendable {
    let database: LibPQConnection

    private static let columns = "id, item, quantity, cents, extract(epoch FROM ordered_at)"

    func add(_ item: Item, quantity: Int, of account: Account) async throws -> Purchase {
        let insert =
            "INSERT INTO purchase (account, item, quantity, cents) VALUES ($1, $2, $3, $4) RETURNING \(Self.columns)"
        let values = [account.id, item.name, String(quantity), String(item.cents * quantity)]
        guard let purchase = try await database.rows(of: insert, with: values).first.flatMap({ Purchase($0) }) else {
            throw NoPurchase()
        }
        return purchase
    }

    func all(of account: Account) async throws -> [Purchase] {
        let select = "SELECT \(Self.columns) FROM purchase WHERE account = $1 ORDER BY id DESC LIMIT 50"
        return try await database.rows(of: select, with: [account.id]).compactMap { Purchase($0) }
    }

    struct NoPurchase: Error {}
}

extension Purchase {
    fileprivate init?(_ row: [String?]) {
        guard row.count == 5, let id = row[0].flatMap({ Int($0) }), let item = row[1],
            let quantity = row[2].flatMap({ Int($0) }), let cents = row[3].flatMap({ Int($0) }),
            let seconds = row[4].flatMap({ Double($0) })
        else { return nil }
        self.init(
            id: id, item: item, quantity: quantity, cents: cents, orderedAt: Date(timeIntervalSince1970: seconds))
    }
}
