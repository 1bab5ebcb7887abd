import Mail

/// Says once a minute what there was, and once more at the end.
struct MinuteReport: Sendable {
    let relays: RelayPool
    let telemetry: Telemetry
    let time: Time

    /// Until cancelled.
    func run() async {
        while true {
            await time.sleep(SummaryTally.period)
            telemetry.sumUp(relaysDown: relays.outages.map(\.relay), isLast: Task.isCancelled)
            if Task.isCancelled { return }
        }
    }
}
