/// One numbered step of the schema. Once released it never changes: a change is a new step.
struct Migration: Sendable {
    let number: Int
    let name: String
    let body: String

    /// `0001 tables`.
    var title: String { String(repeating: "0", count: 4 - String(number).count) + "\(number) \(name)" }

    /// Tells whether a step was changed after it was applied (FNV-1a; no defence against intent).
    var checksum: String {
        let hash = body.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }

    /// Lets programs that change the schema come one after the other, until the transaction ends.
    static let lock = "select pg_advisory_xact_lock(7215069823481);"

    /// The step, its prerequisites and its record. Run it as one transaction. What it makes is nobody's until `Rights` says whose.
    var script: String {
        """
        \(Self.lock)
        create schema if not exists facteur;
        create table if not exists facteur.schema_migration (
            number integer primary key,
            name text not null,
            checksum text not null,
            applied_at timestamptz not null default now()
        );
        insert into facteur.schema_migration values (\(number), '\(name)', '\(checksum)');
        \(body)
        revoke all on all functions in schema facteur from public;
        """
    }

    static let all: [Migration] = [
        ("tables", PackageResources._001_tables_sql),
        ("list_tables", PackageResources._002_list_tables_sql),
        ("faults", PackageResources._003_faults_sql),
        ("domains", PackageResources._004_domains_sql),
        ("producers", PackageResources._005_producers_sql),
        ("lists", PackageResources._006_lists_sql),
        ("issues", PackageResources._007_issues_sql),
        ("issue_ledger", PackageResources._008_issue_ledger_sql),
        ("pace", PackageResources._009_pace_sql),
        ("expansion", PackageResources._010_expansion_sql),
        ("workers", PackageResources._011_workers_sql),
        ("settle", PackageResources._012_settle_sql),
        ("retention", PackageResources._013_retention_sql),
        ("operators", PackageResources._014_operators_sql),
        ("reports", PackageResources._015_reports_sql),
        ("letters", PackageResources._016_letters_sql),
        ("audit", PackageResources._017_audit_sql),
        ("staging", PackageResources._018_staging_sql),
        ("persons", PackageResources._019_persons_sql),
        ("kept", PackageResources._020_kept_sql),
        ("finding", PackageResources._021_finding_sql),
        ("relays", PackageResources._022_relays_sql),
        ("rollups", PackageResources._023_rollups_sql),
        ("ownership", PackageResources._024_ownership_sql),
        ("limits", PackageResources._025_limits_sql),
        ("enqueue", PackageResources._026_enqueue_sql),
        ("parameters", PackageResources._027_parameters_sql),
        ("attachments", PackageResources._028_attachments_sql),
        ("attached", PackageResources._029_attached_sql),
        ("events", PackageResources._030_events_sql),
        ("webhooks", PackageResources._031_webhooks_sql),
        ("fields", PackageResources._032_fields_sql),
        ("list_settings", PackageResources._033_list_settings_sql),
        ("windows", PackageResources._034_windows_sql),
        ("pages", PackageResources._035_pages_sql),
        ("issue_changes", PackageResources._036_issue_changes_sql),
        ("plain_messages", PackageResources._037_plain_messages_sql),
        ("lighter_issues", PackageResources._038_lighter_issues_sql),
        ("lighter_claims", PackageResources._039_lighter_claims_sql),
        ("lighter_settlements", PackageResources._040_lighter_settlements_sql),
        ("lighter_events", PackageResources._041_lighter_events_sql),
        ("split_counts", PackageResources._042_split_counts_sql),
        ("lighter_kinds", PackageResources._043_lighter_kinds_sql),
        ("lighter_depths", PackageResources._044_lighter_depths_sql),
    ].enumerated().map { index, file in
        Migration(number: index + 1, name: file.0, body: String(decoding: file.1, as: UTF8.self))
    }
}
