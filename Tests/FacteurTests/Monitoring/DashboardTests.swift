import Foundation
import Observability
import TestServers
import Testing

@Suite("The dashboard")
struct DashboardTests {
    private struct Dashboard: Decodable {
        struct Panel: Decodable {
            struct Target: Decodable {
                let expr: String
            }
            struct Position: Decodable {
                let x, y, w, h: Int
            }
            let id: Int
            let type: String
            let title: String
            let description: String?
            let gridPos: Position
            let targets: [Target]?
        }
        let uid: String
        let panels: [Panel]
    }

    private let dashboard: Dashboard

    init() throws {
        let text = try Repository.text("deploy/grafana/facteur.json")
        dashboard = try JSONDecoder().decode(Dashboard.self, from: Data(text.utf8))
    }

    private var queries: [String] { dashboard.panels.flatMap { $0.targets ?? [] }.map(\.expr) }

    @Test("Every metric and label that it asks for exists")
    func metrics() {
        #expect(queries.count > 40)
        for query in queries {
            let queried = QueriedMetrics(query)
            #expect(queried.unknown.isEmpty, "\(query)")
            #expect(queried.unknownLabels(in: query).isEmpty, "\(query)")
        }
    }

    @Test("Every metric by which an alert goes is on it")
    func alerts() {
        let shown = Set(queries.flatMap { QueriedMetrics($0).names })
        // Of what is but a bound of another, or a moment, nobody looks at a curve.
        let apart: Set = ["process_start_time_seconds", "facteur_reload_ok", "facteur_state_size_bytes"]
        for rule in AlertRules.all {
            #expect(QueriedMetrics(rule.expression).names.subtracting(apart).isSubset(of: shown), "\(rule.name)")
        }
    }

    @Test("Prometheus understands every query")
    func syntax() async throws {
        let rules = queries.enumerated().map { number, query in
            let whole = query.replacing("$__rate_interval", with: "5m").replacing("$lane", with: ".*")
            return "  - record: a:b\(number)\n    expr: >-\n      \(whole)\n"
        }
        let folder = try TemporaryFile("groups:\n- name: queries\n  rules:\n\(rules.joined())")
        defer { folder.remove() }
        let check = try await Promtool.run("check", "rules", folder.path)
        #expect(check.code == 0, "\(check.output)\(check.error)")
    }

    @Test("Every panel says what it shows, has a number of its own, and stands on no other")
    func panels() {
        #expect(Set(dashboard.panels.map(\.id)).count == dashboard.panels.count)
        var taken: Set<[Int]> = []
        for panel in dashboard.panels {
            #expect(panel.type == "row" || panel.description?.isEmpty == false, "\(panel.title)")
            let place = panel.gridPos
            #expect(place.x + place.w <= 24, "\(panel.title)")
            for x in place.x..<(place.x + place.w) {
                for y in place.y..<(place.y + place.h) {
                    #expect(taken.insert([x, y]).inserted, "\(panel.title)")
                }
            }
        }
    }
}

/// A file for one judge.
private struct TemporaryFile {
    let path = FileManager.default.temporaryDirectory.appending(path: "facteur-\(UUID().uuidString).yml").path

    init(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
