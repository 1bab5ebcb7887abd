import Mail
import Synchronization
import Testing

@testable import Pipeline

@Suite("What the worker does beside its messages", .timeLimit(.minutes(2)))
struct MaintenanceTests {
    private static let chores: [MemoryOutbox.Chore] = [
        .releaseDeadWorkers, .promote(.transactional), .promote(.bulk), .expandIssues, .survey, .recentReports, .vitals,
        .tidy,
    ]

    @Test("One that fails is said, and all others go on", arguments: chores)
    func failing(_ chore: MemoryOutbox.Chore) async throws {
        let bench = try TestWorker(time: .fast(1000))
        await bench.outbox.fail([chore])
        try await bench.whileWorking {
            for other in Self.chores {
                #expect(await eventually { await bench.outbox.chores[other, default: 0] > 1 }, "\(other)")
            }
            await bench.outbox.enqueue()
            #expect(await eventually { await bench.outbox.count(.sent) == 1 })
        }
        #expect(bench.tape.lines("database_lost").isEmpty)
        #expect(bench.tape.lines("statement_failed").first?.text == "\(chore) cannot be done")
    }

    @Test("One that takes its time holds up no other", arguments: chores)
    func slow(_ chore: MemoryOutbox.Chore) async throws {
        let bench = try TestWorker(time: .fast(1000))
        let latch = Latch()
        await bench.outbox.hold(chore, until: latch)
        try await bench.whileWorking {
            for other in Self.chores where other != chore {
                #expect(await eventually { await bench.outbox.chores[other, default: 0] > 1 }, "\(other)")
            }
            #expect(await bench.outbox.chores[chore, default: 0] <= 1)
            latch.open()
        }
    }

    @Test("Old rows are removed batch by batch until there are no more, then rarely")
    func tidying() async throws {
        let bench = try TestWorker(time: .fast(1000))
        try await bench.whileWorking {
            #expect(await eventually { await bench.outbox.tidied.count > 5 })
        }
        // The double says of each fifth batch that it was the last.
        let moments = await bench.outbox.tidied
        #expect(moments[5] - moments[4] >= .seconds(600))
        #expect(moments[4] - moments[0] < moments[5] - moments[4])
    }

    @Test("When a while without mail begins the worker finds out whether wake-ups come through")
    func hearing() async throws {
        let bench = try TestWorker(time: .fast(1000))
        #expect(!bench.outbox.hearsWakeUps)
        try await bench.whileWorking { #expect(await eventually { bench.outbox.hearsWakeUps }) }
    }

    @Test("That a while without mail begins is told once, and again after there was some, but not as the first")
    func quiet() async throws {
        let told = Mutex<[Bool]>([])
        let bench = try TestWorker(time: .fast(1000), onQuiet: { isFirst in told.withLock { $0.append(isFirst) } })
        try await bench.whileWorking {
            #expect(await eventually { told.withLock { $0 } == [true] })
            // Busy for longer than looks lie apart.
            let busy = Task {
                while !Task.isCancelled {
                    await bench.outbox.enqueue()
                    await bench.time.sleep(.milliseconds(200))
                }
            }
            let start = bench.time.now()
            #expect(await eventually { bench.time.now() - start > .seconds(60) })
            #expect(told.withLock { $0 } == [true])
            busy.cancel()
            #expect(await eventually { told.withLock { $0 } == [true, false] })
        }
    }
}
