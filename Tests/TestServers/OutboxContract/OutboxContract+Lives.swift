import Mail

extension OutboxRule {
    static let lives = [
        OutboxRule("What a dead worker held goes back, its attempt uncounted; what a living one holds does not") {
            bench in
            let (dead, living) = (try await bench.worker(), try await bench.worker())
            let (lost, kept) = (try await bench.enqueue(), try await bench.enqueue())
            _ = try await dead.claim(.transactional, limit: 1)
            _ = try await living.claim(.transactional, limit: 1)
            // Not to the very second: over PostgreSQL the server's own clock goes on beside the one that is moved.
            try await living.live(.seconds(25), on: bench)
            try await living.releaseDeadWorkers()
            try expect("not yet", try await bench.state(of: lost), is: "sending")
            try await living.live(.seconds(10), on: bench)
            try await living.releaseDeadWorkers()
            try expect("lost", try await bench.state(of: lost), is: "waiting")
            try expect("kept", try await bench.state(of: kept), is: "sending")
            let again = try one(try await living.claim(.transactional, limit: 9))
            try expect("attempt", again.attempt, is: 1)
        },
        OutboxRule("Nobody takes himself for dead") { bench in
            let worker = try await bench.worker()
            let message = try await bench.enqueue()
            _ = try await worker.claim(.transactional, limit: 1)
            try await bench.advance(by: .seconds(60))
            try await worker.releaseDeadWorkers()
            try expect("held", try await bench.state(of: message), is: "sending")
        },
        OutboxRule(
            "After a time in which no heartbeat was stored nobody is taken for dead before he could say that he lives"
        ) { bench in
            let (slow, quick) = (try await bench.worker(), try await bench.worker())
            let message = try await bench.enqueue()
            _ = try await slow.claim(.transactional, limit: 1)
            try await quick.live(.seconds(20), on: bench)
            try await slow.heartbeat(wantsWakeUps: false)
            try await bench.advance(by: .seconds(60))
            try await quick.releaseDeadWorkers()
            try expect("in the gap", try await bench.state(of: message), is: "sending")
            try await quick.heartbeat(wantsWakeUps: false)
            try await quick.releaseDeadWorkers()
            try await quick.live(.seconds(5), on: bench)
            try await quick.releaseDeadWorkers()
            try expect("after it", try await bench.state(of: message), is: "sending")
            try await slow.heartbeat(wantsWakeUps: false)
            try await quick.live(.seconds(10), on: bench)
            try await quick.releaseDeadWorkers()
            try expect("when all have", try await bench.state(of: message), is: "sending")
            try await quick.live(.seconds(30), on: bench)
            try await quick.releaseDeadWorkers()
            try expect("when it is dead", try await bench.state(of: message), is: "waiting")
        },
        OutboxRule(
            "A worker that was taken for dead claims nothing until it registers anew, and knows its leases by their tokens"
        ) {
            bench in
            let (dead, living) = (try await bench.worker(), try await bench.worker())
            let before = try await dead.heartbeat(wantsWakeUps: false).firstToken
            _ = try await bench.enqueue()
            let old = try one(try await dead.claim(.transactional, limit: 1))
            try expect("its own", old.lease.token >= before, is: true)
            try await living.live(.seconds(35), on: bench)
            try await living.releaseDeadWorkers()
            try expect("dead", try await dead.claim(.transactional, limit: 1).count, is: 0)
            let after = try await dead.heartbeat(wantsWakeUps: false).firstToken
            try expect("lost", old.lease.token < after, is: true)
            let new = try one(try await dead.claim(.transactional, limit: 1))
            try expect("its own again", new.lease.token >= after, is: true)
        },
        OutboxRule("A lease of which its worker never heard goes back; one that it knows does not") { bench in
            let worker = try await bench.worker()
            let (known, stray) = (try await bench.enqueue(), try await bench.enqueue())
            _ = try await worker.claim(.transactional, limit: 1)
            try await bench.claimInVain(.transactional, by: worker)
            try await worker.heartbeat(wantsWakeUps: false)
            try await worker.releaseStrays()
            try expect("known", try await bench.state(of: known), is: "sending")
            try expect("astray", try await bench.state(of: stray), is: "waiting")
        },
        OutboxRule(
            "Who leaves hands back what he holds; who follows on his state directory takes it over, and settles what had begun"
        ) {
            bench in
            let leaving = try await bench.worker()
            let message = try await bench.enqueue()
            _ = try await leaving.claim(.transactional, limit: 1)
            try await leaving.retire()
            try expect("handed back", try await bench.state(of: message), is: "waiting")

            let killed = try await bench.worker()
            let begun = try one(try await killed.claim(.transactional, limit: 1))
            let untouched = try await bench.enqueue()
            _ = try await killed.claim(.transactional, limit: 1)
            let successor = try await bench.worker()
            let leftovers = try await successor.leftovers(of: killed.epoch, begun: [begun.lease])
            try expect("begun", leftovers.map(\.lease), is: [begun.lease])
            try expect("untouched", try await bench.state(of: untouched), is: "waiting")
            try expect("again", try await successor.leftovers(of: killed.epoch, begun: [begun.lease]).count, is: 1)
            try expect("settled", try await successor.settle(leftovers.map { Settlement($0, .sent) }), is: [])
            try expect("sent", try await bench.state(of: begun.lease.message), is: "sent")
        },
    ]
}
