/// The SQL of `SQL/Statements`, embedded in the binary. A test prepares each one against the migrated schema.
enum Statement {
    static let applied = text(PackageResources.applied_sql)
    static let attempts = text(PackageResources.attempts_sql)
    static let heartbeat = text(PackageResources.heartbeat_sql)
    static let cancel = text(PackageResources.cancel_sql)
    static let claim = text(PackageResources.claim_sql)
    static let cancelNewsletter = text(PackageResources.cancel_newsletter_sql)
    static let confirm = text(PackageResources.confirm_sql)
    static let createNewsletter = text(PackageResources.create_newsletter_sql)
    static let deliveries = text(PackageResources.deliveries_sql)
    static let depths = text(PackageResources.depths_sql)
    static let enqueue = text(PackageResources.enqueue_sql)
    static let findSubscription = text(PackageResources.find_subscription_sql)
    static let lastDelivery = text(PackageResources.last_delivery_sql)
    static let importSubscribers = text(PackageResources.import_subscribers_sql)
    static let kindParameters = text(PackageResources.kind_parameters_sql)
    static let leave = text(PackageResources.leave_sql)
    static let leftovers = text(PackageResources.leftovers_sql)
    static let lists = text(PackageResources.lists_sql)
    static let message = text(PackageResources.message_sql)
    static let messageCount = text(PackageResources.message_count_sql)
    static let messageState = text(PackageResources.message_state_sql)
    static let newsletter = text(PackageResources.newsletter_sql)
    static let newsletterLedgers = text(PackageResources.newsletter_ledgers_sql)
    static let newsletters = text(PackageResources.newsletters_sql)
    static let parkedDomains = text(PackageResources.parked_domains_sql)
    static let parkedWaiting = text(PackageResources.parked_waiting_sql)
    static let pause = text(PackageResources.pause_sql)
    static let paused = text(PackageResources.paused_sql)
    static let promote = text(PackageResources.promote_sql)
    static let publishKinds = text(PackageResources.publish_kinds_sql)
    static let publishInstallation = text(PackageResources.publish_installation_sql)
    static let relays = text(PackageResources.relays_sql)
    static let releaseEpoch = text(PackageResources.release_epoch_sql)
    static let releaseStrays = text(PackageResources.release_strays_sql)
    static let resolve = text(PackageResources.resolve_sql)
    static let resubscribe = text(PackageResources.resubscribe_sql)
    static let resume = text(PackageResources.resume_sql)
    static let retry = text(PackageResources.retry_sql)
    static let setList = text(PackageResources.set_list_sql)
    static let settle = text(PackageResources.settle_sql)
    static let leaseStatus = text(PackageResources.lease_status_sql)
    static let status = text(PackageResources.status_sql)
    static let subscribe = text(PackageResources.subscribe_sql)
    static let subscriptions = text(PackageResources.subscriptions_sql)
    static let suppress = text(PackageResources.suppress_sql)
    static let testNewsletter = text(PackageResources.test_newsletter_sql)
    static let tidy = text(PackageResources.tidy_sql)
    static let unsuppress = text(PackageResources.unsuppress_sql)
    static let suppressions = text(PackageResources.suppressions_sql)
    static let workers = text(PackageResources.workers_sql)

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// All of them, by name.
    static let all: [(name: String, text: String)] = [
        ("applied", applied),
        ("attempts", attempts),
        ("heartbeat", heartbeat),
        ("cancel", cancel),
        ("claim", claim),
        ("cancel_newsletter", cancelNewsletter),
        ("confirm", confirm),
        ("create_newsletter", createNewsletter),
        ("deliveries", deliveries),
        ("depths", depths),
        ("enqueue", enqueue),
        ("find_subscription", findSubscription),
        ("last_delivery", lastDelivery),
        ("import_subscribers", importSubscribers),
        ("kind_parameters", kindParameters),
        ("leave", leave),
        ("leftovers", leftovers),
        ("lists", lists),
        ("message", message),
        ("message_count", messageCount),
        ("message_state", messageState),
        ("newsletter", newsletter),
        ("newsletter_ledgers", newsletterLedgers),
        ("newsletters", newsletters),
        ("parked_domains", parkedDomains),
        ("parked_waiting", parkedWaiting),
        ("pause", pause),
        ("paused", paused),
        ("promote", promote),
        ("publish_kinds", publishKinds),
        ("publish_installation", publishInstallation),
        ("relays", relays),
        ("release_epoch", releaseEpoch),
        ("release_strays", releaseStrays),
        ("resolve", resolve),
        ("resubscribe", resubscribe),
        ("resume", resume),
        ("retry", retry),
        ("set_list", setList),
        ("settle", settle),
        ("lease_status", leaseStatus),
        ("status", status),
        ("subscribe", subscribe),
        ("subscriptions", subscriptions),
        ("suppress", suppress),
        ("test_newsletter", testNewsletter),
        ("tidy", tidy),
        ("unsuppress", unsuppress),
        ("suppressions", suppressions),
        ("workers", workers),
    ]
}
