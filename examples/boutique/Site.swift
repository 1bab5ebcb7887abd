import Foundation
import Hummingbird
import NIOCore
import Synchronization

/// The shop's pages and what stands behind them.
struct Site: Sendable {
    let configuration: Configuration
    let pool: ConnectionPool
    let address = Address()
    let formGuard = FormGuard()
    let pace = EvenPace()

    /// Where the links of mails lead, known once the port is.
    final class Address: Sendable {
        private let text = Mutex("")

        func set(_ address: String) { text.withLock { $0 = address } }
        func callAsFunction(_ path: String) -> String { text.withLock { $0 } + path }
    }

    func router() -> Router<Visit> {
        let router = Router(context: Visit.self)
        router.add(middleware: VisitMiddleware(site: self))
        router.get("/style.css") { _, _ -> Response in
            Response(
                status: .ok, headers: [.contentType: "text/css; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: PackageResources.boutique_css)))
        }
        addShelf(to: router)
        addRegistration(to: router)
        addConfirmation(to: router)
        addSignIn(to: router)
        addForgottenPassword(to: router)
        addAccount(to: router)
        addAddressChange(to: router)
        addOrders(to: router)
        return router
    }

    /// What a form sent, if it is one of ours.
    func form(_ request: Request, _ visit: Visit) async throws -> Form {
        guard
            let fields = try? await URLEncodedFormDecoder().decode([String: String].self, from: request, context: visit)
        else { throw HTTPError(.badRequest) }
        let form = Form(fields: fields)
        guard formGuard.accepts(form["controle"], from: visit.secret) else { throw HTTPError(.forbidden) }
        return form
    }
}

/// The fields of a form, without the space around them.
struct Form: Sendable {
    let fields: [String: String]

    subscript(name: String) -> String { fields[name]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "" }

    /// An address as accounts are known by.
    var email: String { self["email"].lowercased() }
    /// As it was typed, space included.
    var password: String { fields["mot-de-passe"] ?? "" }
}
