import Foundation
import Mail
import Testing

@testable import Postgres
@testable import facteur

@Suite("The status for programs")
struct StatusAnswerTests {
    /// Something of everything.
    private static var status: QueueStatus {
        var status = StatusReportTests.troubled
        for index in status.counts.indices { status.counts[index].oldestInDoubtSeconds = 1 }
        status.workers[0].delivery = WorkerDelivery(
            json: #"{"mode":"redirect","redirectTo":"essai@client.test","allow":["a@b.test"]}"#)
        status.parked = [
            .init(
                ParkedDomain(
                    family: "orange", until: StatusReportTests.now, since: StatusReportTests.now, reason: "421",
                    consecutiveParks: 2), waiting: 3)
        ]
        status.quotas = [
            RelayQuota(
                relay: "news", perDay: 5000, used: 4500, bulkOpens: StatusReportTests.now,
                opens: StatusReportTests.now)
        ]
        status.endpoints = [
            EndpointStatus(
                name: "shop", behind: 3, oldestSeconds: 60, failures: 2, failingSince: StatusReportTests.now,
                fault: "answers with status 503", nextAt: StatusReportTests.now, toldAt: StatusReportTests.now,
                missedAt: StatusReportTests.now)
        ]
        return status
    }

    /// Every key, below which others stand: `workers[].host`; `lines[].ended.*.total` of what is named by outcomes.
    private static func paths(_ value: Any, at path: String = "") -> Set<String> {
        switch value {
        case let members as [String: Any]:
            let isByOutcome = path.hasSuffix(".ended")
            return members.reduce(into: []) { found, member in
                let key = isByOutcome ? "*" : member.key
                found.formUnion(paths(member.value, at: path.isEmpty ? key : "\(path).\(key)"))
            }
        case let elements as [Any] where elements.contains { $0 is [String: Any] }:
            return elements.reduce(into: []) { $0.formUnion(paths($1, at: path + "[]")) }
        case is [Any]: return [path + "[]"]
        default: return [path]
        }
    }

    @Test("docs/operations.md explains every key, and no other")
    func documented() throws {
        let answer = try JSONSerialization.jsonObject(with: Data(JSON.object(StatusAnswer(Self.status)).utf8))
        let page = try Repository.text("docs/operations.md")
        let start = try #require(page.range(of: "### The status in JSON\n"))
        let rest = page[start.upperBound...]
        let section = rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)]
        let documented = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
            .flatMap { $0.dropFirst(2).prefix { $0 != "|" }.matches(of: /`([^`]+)`/).map { String($0.1) } }
        let found = Self.paths(answer)
        #expect(found.subtracting(documented).sorted() == [])
        #expect(Set(documented).subtracting(found).sorted() == [])
    }
}
