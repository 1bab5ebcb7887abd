import Mail

extension OutboxRule {
    static let claims = [
        OutboxRule("A claim takes what is due of its lane, the oldest first, at most as many as asked for, each once") {
            bench in
            let worker = try await bench.worker()
            var ids: [MessageID] = []
            for _ in 0..<3 {
                ids.append(try await bench.enqueue())
                try await bench.advance(by: .seconds(1))
            }
            let bulk = try await bench.createIssue(readers: 1)
            try await worker.promoteAll()
            try expect(
                "first", try await worker.claim(.transactional, limit: 2).map(\.lease.message), is: Array(ids[..<2]))
            try expect("then", try await worker.claim(.transactional, limit: 2).map(\.lease.message), is: [ids[2]])
            try expect("then", try await worker.claim(.transactional, limit: 2).count, is: 0)
            try expect("bulk", try await worker.claim(.bulk, limit: 2).map { $0.issue?.id }, is: [bulk])
        },
        OutboxRule("Tokens grow with every claim, and a lease is due until somebody else has it") { bench in
            let worker = try await bench.worker()
            _ = try await bench.enqueue()
            let first = try one(try await worker.claim(.transactional, limit: 1))
            try expect(
                "status", try await worker.status(of: [first.lease], in: .transactional), is: [first.lease: .due])
            _ = try await worker.settle([Settlement(first, .released)])
            let second = try one(try await worker.claim(.transactional, limit: 1))
            try expect("grows", second.lease.token > first.lease.token, is: true)
            try expect("attempt", second.attempt, is: 1)
            try expect(
                "status", try await worker.status(of: [first.lease], in: .transactional), is: [first.lease: .lost])
        },
        OutboxRule("What expires while it waits or is held is told as expired") { bench in
            let worker = try await bench.worker()
            _ = try await bench.enqueue(.transactional, expiresIn: .seconds(3600), supersedeKey: nil)
            _ = try await bench.enqueue(.transactional, expiresIn: .seconds(7200), supersedeKey: nil)
            try await bench.advance(by: .seconds(3600))
            let claims = try await worker.claim(.transactional, limit: 2)
            try expect("at the claim", claims.map(\.status), is: [.expired, .due])
            try await bench.advance(by: .seconds(3600))
            let statuses = try await worker.status(of: claims.map(\.lease), in: .transactional)
            try expect("later", Set(statuses.values), is: [.expired])
        },
        OutboxRule("A newer message with the same key replaces the one that waits, and the one that is held is told so")
        { bench in
            let worker = try await bench.worker()
            let held = try await bench.enqueue(.transactional, expiresIn: nil, supersedeKey: "reset 7")
            let claimed = try one(try await worker.claim(.transactional, limit: 1))
            let waiting = try await bench.enqueue(.transactional, expiresIn: nil, supersedeKey: "reset 7")
            let newest = try await bench.enqueue(.transactional, expiresIn: nil, supersedeKey: "reset 7")
            try expect("waiting", try await bench.state(of: waiting), is: "superseded")
            let statuses = try await worker.status(of: [claimed.lease], in: .transactional)
            try expect("held", statuses, is: [claimed.lease: .superseded])
            try expect("it", claimed.lease.message, is: held)
            try expect("next", try await worker.claim(.transactional, limit: 9).map(\.lease.message), is: [newest])
        },
        OutboxRule("Nothing is claimed of a lane that is paused") { bench in
            let worker = try await bench.worker()
            let message = try await bench.enqueue()
            try await bench.pause("transactional")
            try expect("paused", try await worker.claim(.transactional, limit: 1).count, is: 0)
            try await bench.resume("transactional")
            try expect("resumed", try await worker.claim(.transactional, limit: 1).map(\.lease.message), is: [message])
        },
    ]

    static let issues = [
        OutboxRule("An issue is one message for each reader, once, with its content; paused, none of it is claimed") {
            bench in
            let worker = try await bench.worker()
            let issue = try await bench.createIssue(readers: 3)
            try await worker.promoteAll()
            try await worker.promoteAll()
            try await bench.pause(issue.description)
            try expect("paused", try await worker.claim(.bulk, limit: 9).count, is: 0)
            try await bench.resume(issue.description)
            let claims = try await worker.claim(.bulk, limit: 9)
            try expect("issues", claims.map { $0.issue?.id }, is: [issue, issue, issue])
            try expect("readers", Set(claims.map(\.recipient)).count, is: 3)
            try expect("content", try await worker.issue(issue) != nil, is: true)
        }
    ]
}
