import Foundation
import Glibc
import PrivatePostgres

/// A real reverse proxy with the configuration that ships in `deploy/`, on a free loopback port: only port, certificate, places of files
/// and time-outs are the test's own.
package struct ReverseProxy: Sendable {
    package enum Program: String, Sendable, CaseIterable {
        case nginx, caddy
    }

    /// The name that the shipped configuration serves.
    package static let host = "lettre.shop.example"

    /// The loopback port, for TLS.
    package let port: Int
    /// The certificate to trust, in PEM.
    package var caFile: String { folder.path + "/proxy.pem" }
    package var base: String { "https://\(Self.host):\(port)/" }
    /// What makes curl reach it.
    package var curl: [String] { ["--cacert", caFile, "--resolve", "\(Self.host):\(port):127.0.0.1"] }

    private let folder: TemporaryFolder
    private let process: DependentProcess

    /// Runs one before the server on a loopback port for as long as the body runs. Its time-outs of 10 seconds are made shorter.
    package static func running<Result: Sendable>(
        _ program: Program, before web: Int, _ body: (ReverseProxy) async throws -> Result
    ) async throws -> Result {
        let proxy = try ReverseProxy(program, before: web)
        do {
            try await proxy.waitUntilItListens()
            let result = try await body(proxy)
            await proxy.stop()
            return result
        } catch {
            await proxy.stop()
            throw error
        }
    }

    private init(_ program: Program, before web: Int) throws {
        folder = try TemporaryFolder()
        port = try FreePort.next()
        let shipped = try Self.shipped(program)
        let configuration =
            program == .nginx
            ? Self.nginx(shipped, port, web, folder.path) : Self.caddy(shipped, port, web, folder.path)
        let file = try folder.write(configuration, to: program.rawValue)
        guard
            let process = DependentProcess(
                script: Self.script, arguments: [folder.path, program.rawValue, file, Self.host],
                log: folder.path + "/output.log")
        else { throw ProgramError(description: "no shell") }
        self.process = process
    }

    /// All that it has written: logs and output.
    package func logs() throws -> String {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".log") }
        return files.map { (try? String(contentsOfFile: folder.path + "/" + $0, encoding: .utf8)) ?? "" }.joined()
    }

    private func waitUntilItListens() async throws {
        while process.isRunning {
            if try FreePort.isTaken(port) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw ProgramError(description: "the proxy did not start (make setup installs it): \(try logs())")
    }

    private func stop() async {
        process.closeInput()
        while process.isRunning { try? await Task.sleep(for: .milliseconds(20)) }
        folder.remove()
    }

    private static func shipped(_ program: Program) throws -> String {
        let deploy = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../deploy")
        let file = deploy.appending(path: program == .nginx ? "nginx.conf" : "Caddyfile")
        return try String(contentsOf: file, encoding: .utf8)
    }

    private static func nginx(_ shipped: String, _ port: Int, _ web: Int, _ folder: String) -> String {
        let site = shipped.replacing("    listen [::]:443 ssl http2;\n", with: "")
            .replacing("listen 443", with: "listen 127.0.0.1:\(port)").replacing(
                "127.0.0.1:8025", with: "127.0.0.1:\(web)"
            )
            .replacing("/etc/letsencrypt/live/\(host)/fullchain.pem", with: "\(folder)/proxy.pem")
            .replacing("/etc/letsencrypt/live/\(host)/privkey.pem", with: "\(folder)/proxy.key")
            .replacing("/var/log/nginx/", with: "\(folder)/").replacing(" 10s;", with: " 1s;")
        return """
            daemon off;
            pid \(folder)/nginx.pid;
            \(geteuid() == 0 ? "user root;" : "")
            events {}
            http {
                client_body_temp_path \(folder)/body;
                proxy_temp_path \(folder)/proxy;
                fastcgi_temp_path \(folder)/fastcgi;
                uwsgi_temp_path \(folder)/uwsgi;
                scgi_temp_path \(folder)/scgi;
                # Clients from elsewhere, who would else all be this machine.
                set_real_ip_from 127.0.0.1;
                real_ip_header X-Test-Client;
            \(site)
            }
            """
    }

    private static func caddy(_ shipped: String, _ port: Int, _ web: Int, _ folder: String) -> String {
        shipped.replacing("\n{\n", with: "\n{\n\tadmin off\n\tauto_https off\n", maxReplacements: 1)
            .replacing(
                "\n\(host) {\n",
                with: "\nhttps://\(host):\(port) {\n\tbind 127.0.0.1\n\ttls \(folder)/proxy.pem \(folder)/proxy.key\n"
            )
            .replacing("127.0.0.1:8025", with: "127.0.0.1:\(web)").replacing(" 10s\n", with: " 1s\n")
    }

    private static let script = #"""
        cd "$1" || exit 1
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout proxy.key -out proxy.pem -days 2 \
            -subj "/CN=$4" -addext "subjectAltName=DNS:$4" 2>openssl || exit 1
        PATH=$PATH:/usr/sbin
        case $2 in
        nginx) guarded pid nginx -e "$1/start.log" -c "$3" ;;
        caddy) HOME=$1; export HOME; guarded pid caddy run --config "$3" --adapter caddyfile ;;
        esac
        """#
}
