import Foundation
import PrivatePostgres

/// A shop's pages and pictures over HTTPS on a loopback port, each with a manner of its own: what an issue's links may meet. Its
/// certificate is for `localhost`, from an authority of its own.
package struct Website: Sendable {
    package let port: Int
    /// The certificate to trust, in PEM.
    package var caFile: String { folder.path + "/site.pem" }
    package var base: String { "https://localhost:\(port)" }

    private let folder: TemporaryFolder
    private let process: DependentProcess

    /// Runs one for as long as the body runs.
    package static func running<Result: Sendable>(_ body: (Website) async throws -> Result) async throws -> Result {
        let website = try await start()
        do {
            let result = try await body(website)
            website.stop()
            return result
        } catch {
            website.stop()
            throw error
        }
    }

    /// What it was asked for, in order: `HEAD /shop`.
    package var requests: [String] {
        let lines = (try? String(contentsOfFile: folder.path + "/requests", encoding: .utf8)) ?? ""
        return lines.split(separator: "\n").map(String.init)
    }

    private static func start() async throws -> Website {
        let folder = try TemporaryFolder()
        let log = folder.path + "/log"
        guard let process = DependentProcess(script: script, arguments: [folder.path, program], log: log) else {
            throw ProgramError(description: "no shell")
        }
        for _ in 0..<1200 where process.isRunning {
            if let line = try? String(contentsOfFile: folder.path + "/listening", encoding: .utf8), let port = Int(line)
            {
                return Website(port: port, folder: folder, process: process)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        process.closeInput()
        folder.remove()
        throw ProgramError(description: "the website did not start: \(said)")
    }

    private init(port: Int, folder: TemporaryFolder, process: DependentProcess) {
        self.port = port
        self.folder = folder
        self.process = process
    }

    private func stop() {
        process.closeInput()
        folder.remove()
    }

    private static let script = #"""
        cd "$1" || exit 1
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout site.key -out site.pem -days 2 \
            -subj /CN=localhost -addext subjectAltName=DNS:localhost || exit 1
        guarded pid python3 -c "$2"
        """#

    private static let program = #"""
        import http.server, os, signal, ssl, struct

        # The shell has it ignored for what runs in its background.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

        def png(width):
            return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, 600) + bytes(5)

        PAGES = {
            "/shop": (200, "text/html", b"<p>Les tasses</p>"), "/shop/cups": (200, "text/html", b"<p>Les tasses</p>"),
            "/gone": (404, "text/html", b""), "/broken": (500, "text/html", b""), "/robots": (403, "text/html", b""),
            "/cup.png": (200, "image/png", png(1200)), "/poster.png": (200, "image/png", png(4000)),
            "/cup.webp": (200, "image/webp", b"RIFF"), "/heavy.jpg": (200, "image/jpeg", bytes(2440000)),
        }
        MOVED = {
            "/old": "/shop", "/older": "https://localhost:PORT/old", "/shop/old": "cups", "/plain": "http://localhost/shop",
            "/circle": "/circle", "/old.png": "/cup.png",
        }

        class Request(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self): self.answer(True)
            def do_HEAD(self): self.answer(False)
            def log_message(self, *words): pass

            def answer(self, sends):
                with open("requests", "a") as log: log.write(f"{self.command} {self.path}\n")
                if self.path == "/silent":
                    self.close_connection = True
                    return
                if self.path in MOVED:
                    self.head(301, location=MOVED[self.path].replace("PORT", str(port)), content_length="0")
                    return
                # Which knows no HEAD.
                path = "/shop" if self.path == "/get-only" else self.path
                if path != self.path and not sends: path = "/gone"
                status, kind, content = PAGES[path]
                self.head(status, content_type=kind, content_length=str(len(content)))
                if sends: self.wfile.write(content)

            def head(self, status, **fields):
                self.send_response(status)
                for name, value in fields.items(): self.send_header(name.replace("_", "-"), value)
                self.end_headers()

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, address): pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("site.pem", "site.key")
        server = Server(("127.0.0.1", 0), Request)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        port = server.server_address[1]
        with open("port", "w") as file: file.write(str(port))
        os.rename("port", "listening")
        server.serve_forever()
        """#
}
