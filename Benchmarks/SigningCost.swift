import DKIM
import Glibc
import Mail
import TestServers

/// What a signature costs a message of the usual size, beside what OpenSSL takes for the bare signature on the same machine.
struct SigningCost: Measurement {
    static let name = "signing"

    private static let rsa = Figure(
        name: "signing.rsa", what: "µs of processor time for a DKIM signature by RSA of 2,048 bits", reach: 400,
        direction: .less)
    private static let rsaRatio = Figure(
        name: "signing.rsa.ratio", what: "that to what OpenSSL takes for the RSA signature alone", direction: .less)
    private static let ed25519 = Figure(
        name: "signing.ed25519", what: "µs of processor time for a DKIM signature by Ed25519", reach: 60,
        direction: .less)
    static let figures = [rsa, rsaRatio, ed25519]

    private let count = 1000

    func run(rounds: Int, into table: inout BenchTable) async throws {
        let keys = (try SigningKey.newRSA(bits: 2048), SigningKey.newEd25519())
        for _ in 0..<rounds {
            let rsa = try microseconds(by: keys.0)
            table.add(rsa, to: Self.rsa)
            table.add(rsa / (try await openSSL()), to: Self.rsaRatio)
            table.add(try microseconds(by: keys.1), to: Self.ed25519)
        }
    }

    private func microseconds(by key: SigningKey) throws -> Double {
        guard let selector = Selector("s2026") else { throw Stage.Failure("no selector") }
        let signer = DKIMSigner(keys: ["boutique.example": [.init(selector: selector) { key }]])
        let domain = try DomainName("boutique.example")
        let moment = Timestamp(microseconds: 1_780_000_000_000_000)
        let before = Self.processorTime
        for number in 0..<count {
            let signatures = try signer.signatures(of: Self.mail(number), from: domain, at: moment)
            guard !signatures.isEmpty else { throw Stage.Failure("nothing was signed") }
        }
        return (Self.processorTime - before) / Double(count)
    }

    /// One letter of 6 KB, as large as a reset in both parts.
    private static func mail(_ number: Int) -> [UInt8] {
        let body = String(repeating: "Votre commande est en route, et arrive dans deux jours.\r\n", count: 105)
        return Array(
            """
            From: Boutique <compte@boutique.example>\r\nTo: camille\(number)@client.test\r\nSubject: Votre commande\r
            Date: Sun, 29 Nov 2026 10:00:00 +0100\r\nMessage-ID: <\(number)@boutique.example>\r\nMIME-Version: 1.0\r
            Content-Type: text/plain; charset=utf-8\r\n\r\n\(body)
            """.utf8)
    }

    /// Of this thread, in microseconds.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }

    /// Microseconds of processor time for one signature: the line for machines of openssl-speed(1) tells how many a second.
    private func openSSL() async throws -> Double {
        let process = try Running(
            executable: "/usr/bin/openssl", arguments: ["speed", "-mr", "-seconds", "1", "rsa2048"], environment: [:],
            input: "")
        let result = await process.end()
        let line = result.outputLines.first { $0.hasPrefix("+F2:") }
        guard let fields = line?.split(separator: ":"), fields.count > 3, let rate = Double(fields[3]), rate > 0 else {
            throw Stage.Failure("openssl speed: \(result.error.suffix(200))")
        }
        return 1e6 / rate
    }
}
