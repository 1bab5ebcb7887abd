import Foundation
import PrivatePostgres

/// An SMTP server that greets, and speaks TLS from the first byte (RFC 8314 section 3.3); its certificate is for `localhost`, from an authority
/// of its own.
package struct ImplicitTLS: Sendable {
    package let port: Int
    /// The certificate to trust, in PEM.
    package var caFile: String { folder.path + "/front.pem" }

    private let folder: TemporaryFolder
    private let process: DependentProcess

    /// Starts one, and waits until it listens.
    package static func start() async throws -> ImplicitTLS {
        let folder = try TemporaryFolder()
        let port = try FreePort.next()
        guard
            let process = DependentProcess(
                script: script, arguments: [folder.path, "\(port)", program], log: folder.path + "/log")
        else { throw ProgramError(description: "no shell") }
        let server = ImplicitTLS(port: port, folder: folder, process: process)
        for _ in 0..<1200 where process.isRunning {
            if FileManager.default.fileExists(atPath: folder.path + "/listening") { return server }
            try await Task.sleep(for: .milliseconds(50))
        }
        server.stop()
        throw ProgramError(description: "the server with TLS from the first byte did not start")
    }

    package func stop() {
        process.closeInput()
        folder.remove()
    }

    private static let script = #"""
        cd "$1" || exit 1
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout front.key -out front.pem -days 2 \
            -subj /CN=localhost -addext subjectAltName=DNS:localhost || exit 1
        guarded pid python3 -c "$3" "$2"
        """#

    private static let program = #"""
        import signal, socket, ssl, sys, threading

        signal.signal(signal.SIGINT, signal.SIG_DFL)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("front.pem", "front.key")

        def serve(client):
            try:
                client = context.wrap_socket(client, server_side=True)
                client.sendall(b"220 front ESMTP\r\n")
                while True:
                    command = client.recv(65536)
                    if not command: break
                    client.sendall(b"250 front\r\n" if command.upper().startswith(b"EHLO") else b"221 2.0.0 bye\r\n")
            except OSError: pass
            client.close()

        listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
        open("listening", "w").close()
        while True:
            threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        """#
}
