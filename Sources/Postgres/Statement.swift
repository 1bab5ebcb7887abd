/// The SQL of `SQL/Statements`, embedded in the binary. A test prepares each one against the migrated schema.
enum Statement {
    static let applied = text(PackageResources.applied_sql)
    static let beat = text(PackageResources.beat_sql)
    static let claim = text(PackageResources.claim_sql)
    static let findSubscription = text(PackageResources.find_subscription_sql)
    static let newsletter = text(PackageResources.newsletter_sql)
    static let promote = text(PackageResources.promote_sql)
    static let publishKinds = text(PackageResources.publish_kinds_sql)
    static let releaseEpoch = text(PackageResources.release_epoch_sql)
    static let releaseStrays = text(PackageResources.release_strays_sql)
    static let resubscribe = text(PackageResources.resubscribe_sql)
    static let settle = text(PackageResources.settle_sql)
    static let standing = text(PackageResources.standing_sql)
    static let tidy = text(PackageResources.tidy_sql)
    static let unsubscribe = text(PackageResources.unsubscribe_sql)

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
