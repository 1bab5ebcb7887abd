import Foundation
import PrivatePostgres

/// Speaks TLS for a server on loopback that cannot: passes an SMTP session on in clear until the server answers STARTTLS with 220,
/// then has the client's side encrypted (RFC 3207). Its certificate is for the host that it listens on, from an authority of its own.
package struct TLSFront: Sendable {
    /// What clients connect to: `localhost`, or another host's address.
    package let host: String
    /// The port that clients connect to.
    package let port: Int
    /// The certificate to trust, in PEM.
    package var caFile: String { folder.path + "/front.pem" }

    private let folder: TemporaryFolder
    private let process: DependentProcess

    /// Starts one before the server on `server`, and waits until it listens: on another host it is as if the server stood there.
    package static func start(before server: Int, on host: HostNetwork.Host? = nil) async throws -> TLSFront {
        let folder = try TemporaryFolder()
        let port = try FreePort.next()
        let name = host.map { "IP:\($0.address)" } ?? "DNS:localhost"
        let arguments = [
            folder.path, "\(port)", "\(server)", program, name, host?.address ?? "127.0.0.1", host?.namespace ?? "",
        ]
        guard let process = DependentProcess(script: script, arguments: arguments, log: folder.path + "/log") else {
            throw ProgramError(description: "no shell")
        }
        let front = TLSFront(host: host?.address ?? "localhost", port: port, folder: folder, process: process)
        for _ in 0..<1200 where process.isRunning {
            if FileManager.default.fileExists(atPath: folder.path + "/listening") { return front }
            try await Task.sleep(for: .milliseconds(50))
        }
        let said = (try? String(contentsOfFile: folder.path + "/log", encoding: .utf8)) ?? ""
        front.stop()
        throw ProgramError(description: "the TLS front did not start: \(said)")
    }

    package func stop() {
        process.closeInput()
        folder.remove()
    }

    private static let script = #"""
        cd "$1" || exit 1
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout front.key -out front.pem -days 2 \
            -subj "/CN=${5#*:}" -addext "subjectAltName=$5" || exit 1
        guarded pid python3 -c "$4" "$2" "$3" "$6" "$7"
        """#

    /// A thread for each session. A reply reaches the client as it comes, octet by octet where the server writes it so; a reset is
    /// passed on as one.
    private static let program = #"""
        import ctypes, os, select, signal, socket, ssl, struct, sys, threading

        # The shell has it ignored for what runs in its background.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("front.pem", "front.key")

        def converse(client, server):
            "A command, its reply, until the one that begins TLS."
            said = reply(client, server)
            while said:
                command = client.recv(65536)
                if not command: return client
                server.sendall(command)
                said = reply(client, server)
                if command.upper() == b"STARTTLS\r\n" and said.startswith(b"220"):
                    client = context.wrap_socket(client, server_side=True)
                    encrypted(client, server)
                    return client
            return client

        def reply(client, server):
            "Passes one reply on, which may have several lines; what was passed, empty when the server hangs up."
            passed = b""
            while not (passed.endswith(b"\n") and passed.splitlines()[-1][3:4] != b"-"):
                piece = server.recv(65536)
                client.sendall(piece)
                if not piece: return b""
                passed += piece
            return passed

        def encrypted(client, server):
            while True:
                for source in [client] if client.pending() else select.select([client, server], [], [])[0]:
                    piece = source.recv(65536)
                    if not piece: return
                    (server if source is client else client).sendall(piece)

        def serve(client):
            server = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
            for end in (client, server): end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                client = converse(client, server)
            except ConnectionResetError:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            except OSError:
                pass
            client.close()
            server.close()

        def enter(network):
            if ctypes.CDLL(None, use_errno=True).setns(network, 0x40000000): raise OSError(ctypes.get_errno(), "setns")

        def listen(address, namespace):
            "A socket stays in the network in which it was made."
            own = os.open("/proc/self/ns/net", os.O_RDONLY)
            if namespace: enter(os.open(namespace, os.O_RDONLY))
            listener = socket.create_server((address, int(sys.argv[1])), backlog=128)
            if namespace: enter(own)
            return listener

        listener = listen(*sys.argv[3:])
        open("listening", "w").close()
        while True:
            threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        """#
}
