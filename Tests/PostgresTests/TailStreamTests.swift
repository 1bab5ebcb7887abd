import Mail
import Testing

@testable import Postgres

@Suite("Attempts and reports in one stream")
struct TailStreamTests {
    private func delivery(_ number: Int64, at seconds: Int64) -> TailLine {
        TailLine(
            message: "m", kind: nil, lane: nil, recipient: nil,
            content: .delivery(
                DeliveryRecord(
                    number: number, at: Timestamp(seconds: seconds), attempt: 1, outcome: "sent", isLate: false,
                    reply: "", queuedMilliseconds: 0, renderMilliseconds: 0, connectMilliseconds: 0,
                    dialogueMilliseconds: 0)))
    }

    private func report(_ number: Int64, at seconds: Int64) -> TailLine {
        TailLine(
            message: "m", kind: nil, lane: nil, recipient: nil,
            content: .report(
                ReportRecord(
                    number: number, at: Timestamp(seconds: seconds), source: "mail", event: "bounced",
                    effect: "bounced", reply: "")))
    }

    private func words(_ lines: [TailLine]) -> [String] {
        lines.map { line in
            switch line.content {
            case .delivery(let delivery): "d\(delivery.number)"
            case .report(let report): "r\(report.number)"
            }
        }
    }

    @Test("They come by time, and the next look begins behind both")
    func byTime() {
        var stream = TailStream(after: TailCursor(delivery: 4, report: 9))
        let told = stream.take([delivery(5, at: 10), delivery(6, at: 30), report(10, at: 20), report(11, at: 40)])
        #expect(words(told) == ["d5", "r10", "d6", "r11"])
        #expect(stream.cursor == TailCursor(delivery: 6, report: 11))
        #expect(stream.take([]).isEmpty)
        #expect(stream.cursor == TailCursor(delivery: 6, report: 11))
    }

    @Test("Where a look brought all that it may of one, what is younger of the other waits for the rest")
    func full() {
        var stream = TailStream(after: TailCursor())
        let burst = (1...Int64(TailStream.most)).map { delivery($0, at: $0) }
        let told = stream.take(burst + [report(1, at: 5), report(2, at: 1_500)])
        #expect(told.count == TailStream.most + 1)
        #expect(words(Array(told[..<7])) == ["d1", "d2", "d3", "d4", "d5", "r1", "d6"])
        #expect(
            words(stream.take([delivery(1_001, at: 1_400), delivery(1_002, at: 1_600)])) == ["d1001", "r2", "d1002"])
        #expect(stream.cursor == TailCursor(delivery: 1_002, report: 2))
    }

    @Test("None is lost where a number was drawn in another order than the moment")
    func crossed() {
        var stream = TailStream(after: TailCursor())
        #expect(
            words(stream.take([delivery(1, at: 20), delivery(2, at: 10), report(1, at: 15)])) == ["d2", "r1", "d1"])
    }
}
