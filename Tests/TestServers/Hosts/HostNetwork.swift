import Foundation
import Glibc
import PrivatePostgres

/// Hosts of their own on this machine: a network namespace each (ip-netns(8)), with a cable to a switch in another one, so that nothing of the
/// machine's own network is changed or reached. A cable can be pulled: what is sent then is lost, and nobody is told.
package struct HostNetwork: Sendable {
    /// One of the hosts.
    package struct Host: Sendable, Hashable {
        package let name: String
        /// Its IPv4 address.
        package let address: String
        /// The file that keeps its network, for setns(2).
        package let namespace: String

        /// What runs a command there: the command is written behind it.
        package var runner: [String] { ["nsenter", "--net=\(namespace)"] }
    }

    /// There can be none: this process may not make networks, or the system does not know how.
    package struct Unavailable: Error, CustomStringConvertible {
        package let description: String
    }

    /// What all addresses are in: a network for trials between machines (RFC 2544 section C.2.2).
    package static let network = "198.18.0.0/24"

    private let hosts: [String: Host]
    private let names: String
    private let folder: TemporaryFolder
    private let process: DependentProcess

    /// Runs `body` among hosts with these names, of at most 15 letters each; they are gone afterwards, and when this process ends however it
    /// ends.
    package static func with<Result>(
        _ names: [String], _ body: (HostNetwork) async throws -> Result
    ) async throws -> Result {
        let network = try await HostNetwork(names)
        do {
            let result = try await body(network)
            await network.remove()
            return result
        } catch {
            await network.remove()
            throw error
        }
    }

    private init(_ hostNames: [String]) async throws {
        guard geteuid() == 0 else { throw Unavailable(description: "network namespaces are root's to make") }
        folder = try TemporaryFolder()
        names = "facteur-\(getpid())"
        let prefix = "/run/netns/\(names)-"
        let all = hostNames.enumerated().map { number, name in
            Host(name: name, address: "198.18.0.\(number + 1)", namespace: prefix + name)
        }
        hosts = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
        let arguments = [folder.path, names] + all.map { "\($0.name)=\($0.address)" }
        guard let process = DependentProcess(script: Self.script, arguments: arguments, log: folder.path + "/log")
        else { throw ProgramError(description: "no shell") }
        self.process = process
        while process.isRunning {
            if FileManager.default.fileExists(atPath: folder.path + "/ready") { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        process.closeInput()
        let said = (try? String(contentsOfFile: folder.path + "/log", encoding: .utf8)) ?? ""
        folder.remove()
        throw Unavailable(description: said.split(separator: "\n").first.map(String.init) ?? "no reason given")
    }

    private func remove() async {
        process.closeInput()
        while process.isRunning { try? await Task.sleep(for: .milliseconds(20)) }
        folder.remove()
    }

    /// The host of a name.
    package func host(_ name: String) throws -> Host {
        guard let host = hosts[name] else { throw ProgramError(description: "there is no host \(name)") }
        return host
    }

    /// Pulls a host's cable: nothing reaches it, and nothing that it sends arrives.
    package func cut(_ host: Host) throws { try set(host, "down") }

    /// Puts it in again.
    package func heal(_ host: Host) throws { try set(host, "up") }

    private func set(_ host: Host, _ state: String) throws {
        _ = try run("PATH=$PATH:/usr/sbin:/sbin; ip -n \(names)-switch link set \(host.name) \(state)", input: "")
    }

    /// Makes all of it, and removes it when the input closes. The switch's end of each cable has its host's name.
    private static let script = #"""
        PATH=$PATH:/usr/sbin:/sbin
        folder=$1 names=$2
        shift 2

        make() {
            ip netns add "$names-switch" && ip -n "$names-switch" link add bridge0 type bridge &&
                ip -n "$names-switch" link set bridge0 up || return 1
            for host; do
                name=${host%=*} address=${host#*=}
                ip netns add "$names-$name" && ip -n "$names-$name" link set lo up &&
                    ip -n "$names-switch" link add "$name" type veth peer name eth0 netns "$names-$name" &&
                    ip -n "$names-switch" link set "$name" master bridge0 up &&
                    ip -n "$names-$name" address add "$address/24" dev eth0 &&
                    ip -n "$names-$name" link set eth0 up || return 1
            done
        }

        make "$@" && : >"$folder/ready" && read -r _
        for host in switch "$@"; do ip netns delete "$names-${host%=*}" 2>/dev/null; done
        """#
}
