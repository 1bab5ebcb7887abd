import Catcher
import Hummingbird
import Logging
import Mail
import MailReading
import NIOCore
import Preview
import ServiceLifecycle

/// The demo's web page: shows each mail as it is caught, and has a form to enqueue one. For loopback only: it has no login.
struct DemoPage: Service {
    /// Enqueues one message and returns its id. What it throws is shown on the page, in its `description`.
    typealias Enqueue =
        @Sendable (_ kind: String, _ recipient: String, _ name: String, _ parameters: String) async throws -> String

    typealias Life = @Sendable (_ message: MessageID) async throws -> DemoLife?

    /// Where the caught mails are.
    let mailbox: MailStore
    let kinds: [DemoKind]
    /// 0 lets the system choose.
    let port: Int
    var logger = Logger(label: "facteur")
    /// Called once with the page's address, as soon as it can be opened.
    let onListening: @Sendable (_ address: String) async -> Void
    let enqueue: Enqueue
    /// What has become of a message; nil where there is none of this id.
    var life: Life = { _ in nil }

    private static let host = "127.0.0.1"

    /// Serves until graceful shutdown. Throws `ListenFault` when the port cannot be bound.
    func run() async throws {
        var serverLogger = logger
        serverLogger.logLevel = max(logger.logLevel, .error)
        let application = Application(
            router: router(),
            configuration: ApplicationConfiguration(address: .hostname(Self.host, port: port)),
            onServerRunning: { [onListening, port] channel in
                await onListening("http://\(Self.host):\(channel.localAddress?.port ?? port)/")
            },
            logger: serverLogger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw ListenFault(description: "cannot listen on \(Self.host):\(port): \(error); choose another port")
        }
    }

    /// The port could not be bound: one line, what, where, what to do.
    struct ListenFault: Error, CustomStringConvertible {
        let description: String
    }

    /// The page's routes.
    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: DemoGuard())
        let assets = [
            ("/", "text/html", PackageResources.demo_html), ("/page.css", "text/css", PackageResources.demo_css),
            ("/page.js", "text/javascript", PackageResources.demo_js),
        ]
        for (path, type, bytes) in assets {
            router.get(RouterPath(path)) { _, _ in
                Self.response(String(decoding: bytes, as: UTF8.self), type: type)
            }
        }
        router.get("/kinds") { [kinds] _, _ in kinds }
        router.get("/mails") { [mailbox, kinds] request, _ in
            let after = request.uri.queryParameters.get("after", as: Int.self) ?? 0
            return mailbox.mails.filter { $0.number > after }.map { DemoMail.Summary($0, kinds: kinds) }
        }
        router.get("/mails/:number") { [mailbox, kinds] _, context in
            DemoMail(try Self.mail(in: mailbox, context), kinds: kinds)
        }
        router.get("/mails/:number/html") { [mailbox] request, context in
            let html = MailReader(try Self.mail(in: mailbox, context).bytes).html ?? ""
            let query = request.uri.queryParameters
            let ground = query.get("fond").flatMap(ColourScheme.init(rawValue:))
            return Self.response(
                ground?.letter(html) ?? DemoMail.framed(html), type: "text/html",
                policy: query.get("images") == "oui" ? DemoGuard.picturesPolicy : DemoGuard.mailPolicy)
        }
        router.get("/mails/:number/files/:place") { [mailbox] _, context in
            let files = MailReader(try Self.mail(in: mailbox, context).bytes).attachments
            let place = try context.parameters.require("place", as: Int.self)
            guard files.indices.contains(place) else { throw HTTPError(.notFound) }
            return Self.download(files[place])
        }
        router.get("/messages/:id") { [life] _, context in
            guard let id = MessageID(try context.parameters.require("id")), let known = try await life(id) else {
                throw HTTPError(.notFound)
            }
            return known
        }
        router.post("/messages") { [enqueue] request, context in
            try await DemoOrder.taken(from: request, context).placed(with: enqueue)
        }
        return router
    }

    private static func mail(in mailbox: MailStore, _ context: BasicRequestContext) throws -> CaughtMail {
        let number = try context.parameters.require("number", as: Int.self)
        guard let mail = mailbox.mails.first(where: { $0.number == number }) else { throw HTTPError(.notFound) }
        return mail
    }

    /// To be stored and never shown here, whatever it says that it is; the page's link names it.
    private static func download(_ file: AttachedFile) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream", .contentDisposition: "attachment",
                .contentSecurityPolicy: DemoGuard.mailPolicy,
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.octets)))
    }

    private static func response(_ text: String, type: String, policy: String? = nil) -> Response {
        var headers: HTTPFields = [.contentType: "\(type); charset=utf-8"]
        if let policy { headers[.contentSecurityPolicy] = policy }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
