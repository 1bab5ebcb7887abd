extension Event {
    /// What its line may carry besides `event`. Keys without a value are left out.
    package var fields: Set<EventField> { Self.carried[self] ?? [] }

    /// Whether the list says what it carries: each event's does.
    package var hasFields: Bool { Self.carried[self] != nil }

    /// What tells of one attempt.
    private static let delivery: Set<EventField> = [
        .message, .kind, .lane, .attempt, .recipient, .relay, .code, .enhanced, .reply, .nextAttempt, .queued, .render,
        .connect, .smtp,
    ]
    /// What tells of several at once.
    private static let storm: Set<EventField> = [
        .lane, .relay, .code, .enhanced, .reply, .count, .domains, .period,
    ]
    /// What tells of something that came back.
    private static let returned: Set<EventField> = [
        .source, .effect, .report, .message, .kind, .lane, .recipient, .newsletter, .code, .enhanced, .reply, .reporter,
    ]

    private static let carried: [Event: Set<EventField>] = [
        .sent: delivery, .inDoubt: delivery,
        .deferred: delivery.union(storm), .failed: delivery.union(storm), .expired: delivery.union(storm),
        .superseded: delivery.union(storm), .suppressed: delivery.union(storm), .cancelled: delivery.union(storm),
        .held: delivery.union(storm), .limited: [.kind, .lane, .count, .period],
        .late: delivery.union(storm).union([.outcome]),
        .bounced: returned, .complained: returned, .report: returned, .reportRefused: [.source],
        .mailboxLost: [], .mailboxBack: [],
        .webhookDown: [.endpoint, .reason], .webhookUp: [.endpoint],
        .webhookSkipped: [.endpoint, .reason],
        .relayDown: [.relay, .reason], .relayUp: [.relay], .quotaSpent: [.relay, .lane, .until],
        .domainParked: [.domain, .until, .reason], .domainBack: [.domain],
        .alarm: [.relay, .reason], .throttled: [.client],
        .unknownReply: [.relay, .code, .enhanced, .reply, .stage],
        .databaseLost: [.reason], .databaseBack: [.away], .journalBack: [.away], .statementFailed: [.reason],
        .templateFault: [.kind, .reason], .setting: [],
        .summary: [
            .period, .sent, .deferred, .failed, .other, .perSecond, .waitingTransactional, .waitingBulk,
            .longestTransactional, .longestBulk, .inDoubt, .relaysDown,
        ],
        .listening: [.port], .ready: [.port, .connections], .stopping: [], .stopped: [.unsettled],
    ]
}
