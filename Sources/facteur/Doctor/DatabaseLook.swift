import FoundationEssentials
import Mail
import Postgres

/// Looks at the database: whether it can be reached and by what way, as whom, and whether the schema is as it should be.
struct DatabaseLook {
    let settings: Settings
    /// The role that the service's database user is in.
    let role: String

    func findings() async -> [Finding] {
        guard settings[Keys.Database.url] != nil else {
            return [.skipped("database", "\(Keys.Database.url.name) is not set, or not readable: see above")]
        }
        let connection = DatabaseSettings(settings)
        let inspection = DatabaseInspection(connection)
        let migrator = Migrator(connection)
        do throws(OutboxError) {
            let before = Timestamp.now
            let facts = try await inspection.facts(for: role)
            let after = Timestamp.now
            return DatabaseFindings.reach(facts, role) + (await pooling(connection))
                + (await schema(migrator, inspection))
                + [DatabaseFindings.clock(facts.clock, before, after), DatabaseFindings.autovacuum(facts)]
                + (await upkeep(inspection))
        } catch {
            return [Finding("database", CommandError(error)), .skipped("schema", "no database to look at")]
        }
    }

    private func schema(_ migrator: Migrator, _ inspection: DatabaseInspection) async -> [Finding] {
        do throws(OutboxError) {
            try await migrator.verify()
            let drift = try await inspection.drift()
            return [.ok("schema")] + DatabaseFindings.drift(drift) + (await rights(migrator))
        } catch {
            // Where the schema is another one, or none, nothing can be said in favour of its rights.
            let rights = await rights(migrator).filter { $0.code != nil }
            return [Finding("schema", CommandError(error))] + rights
        }
    }

    /// What the roles may do: whoever asks here may be allowed everything, and a producer nothing.
    private func rights(_ migrator: Migrator) async -> [Finding] {
        do throws(OutboxError) {
            let missing = try await migrator.missingRights()
            guard !missing.isEmpty else { return [.ok("rights")] }
            return missing.map { Finding("rights", .settings("\($0): run `facteur migrate` as the schema's owner")) }
        } catch {
            return [Finding("rights", CommandError(error))]
        }
    }

    private func pooling(_ connection: DatabaseSettings) async -> [Finding] {
        do throws(OutboxError) { return [DatabaseFindings.pooling(try await PoolingLook(connection).pooling())] } catch
        {
            return [Finding("pooling", CommandError(error))]
        }
    }

    private func upkeep(_ inspection: DatabaseInspection) async -> [Finding] {
        var findings: [Finding] = []
        do throws(OutboxError) {
            findings += DatabaseFindings.tables(try await inspection.tables())
            findings += DatabaseFindings.snapshots(try await inspection.snapshotHolders())
        } catch {
            findings.append(Finding("vacuum", CommandError(error)))
        }
        do throws(OutboxError) {
            findings.append(DatabaseFindings.leases(try await inspection.lostLeases()))
        } catch .schema {
            findings.append(
                .skipped("leases", "only an operator may look at them: PGUSER=facteur_admin facteur doctor"))
        } catch {
            findings.append(Finding("leases", CommandError(error)))
        }
        return findings
    }
}
