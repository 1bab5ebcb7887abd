import Observability
import Testing

@testable import facteur

@Suite("Lists that feed themselves")
struct ListTests {
    @Test("Every key that is declared is in the table of settings")
    func settings() throws {
        var count = 0
        for path in try Repository.files(below: "Sources/facteur/Settings/Keys", suffix: ".swift") {
            let names = try Repository.text(path).matches(of: /"([a-z]+(?:\.[a-zA-Z<>]+)+)", \./).map { String($0.1) }
            for name in names { #expect(SettingsTable.definition(named: name) != nil, "\(path): \(name)") }
            count += names.count
        }
        #expect(count > 60)
    }

    @Test("No event is named but in the list")
    func events() throws {
        for path in try Repository.files(below: "Sources", suffix: ".swift") where !path.contains("/Observability/") {
            #expect(!(try Repository.text(path).contains(#""event":"#)), "\(path): use Logger.log(_ event: Event, …)")
        }
    }

    @Test("No metric is named but in the list")
    func metrics() throws {
        for path in try Repository.files(below: "Sources", suffix: ".swift") where !path.contains("/Observability/") {
            #expect(
                !(try Repository.text(path).contains(/\b(Counter|Gauge|Timer|Recorder|Meter)\(\s*label:/)),
                "\(path): declare it in Metric")
        }
    }
}
