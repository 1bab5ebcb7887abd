import Catcher
import Glibc
import TestServers
import Testing

@Suite("A worker that was stopped for a while", .timeLimit(.minutes(5)))
struct StoppedWorkerTests {
    @Test("hands nothing over that died in its hands, goes on with the rest, and blames nobody (SIGSTOP, SIGCONT)")
    func suspended() async throws {
        // The relay takes its time before 354: long enough to stop the worker there.
        let script = Script([Rule(at: .data, do: [.pause(.seconds(3)), .usual])])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay).with(["FACTEUR_SMTP_CONNECTIONS": "8"])
                let count = 4
                let stopped = try await stage.worker()
                try await Load.transactional(count, on: stage)
                try await stage.wait("the relay is asked for each") { relay.tally.commands["data"] == count }
                stopped.send(SIGSTOP)
                #expect(relay.mailbox.count == 0, "the worker was stopped too late to show anything")

                let directory = stage.path(of: "other")
                mkdir(directory, 0o700)
                try await stage.with(["FACTEUR_STATE_DIRECTORY": directory]).withWorker { _ in
                    try await stage.wait("the other worker has sent all", within: .seconds(120)) {
                        try await stage.sql("select count(*) from facteur.ended where outcome = 'sent'") == ["\(count)"]
                    }
                    #expect(relay.mailbox.count == count)
                    stopped.send(SIGCONT)
                    // It says that it lives, and stores what its attempts came to.
                    try await stage.wait("it is back") {
                        try await stage.sql(
                            "select count(*) from facteur.worker where heartbeat_at > now() - interval '10 seconds'")
                            == ["2"]
                    }
                    stopped.send(SIGTERM)
                    let end = await stopped.end()
                    #expect(end.code == 0, "\(end.error)")
                    #expect(!end.output.contains("\"event\":\"relay_down\""))
                }
                #expect(relay.mailbox.count == count)
                #expect(try await stage.sql("select count(*) from facteur.delivery where outcome <> 'sent'") == ["0"])
            }
        }
    }

    @Test("SIGABRT, as the watchdog sends it, ends it at once")
    func aborted() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let worker = try await stage.with(relay: relay).worker()
                worker.send(SIGSTOP)
                worker.send(SIGABRT)
                worker.send(SIGCONT)
                try await stage.wait("it has ended", within: .seconds(10)) { worker.hasEnded }
                #expect(await worker.end().code == -SIGABRT)
            }
        }
    }
}
