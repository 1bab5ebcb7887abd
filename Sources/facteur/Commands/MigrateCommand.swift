import ArgumentParser
import Mail
import Postgres
import Templates

/// `facteur migrate`
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Creates the schema facteur or upgrades it, and tells it the kinds.",
        discussion: """
            Each step is a transaction; doing it twice is harmless. Rights and roles that are missing, as in a database that was \
            restored without them (pg_dump -x), are granted and made anew. Needs a database user that may create a schema and, \
            the first time, roles.

            Example: FACTEUR_DATABASE_URL=postgresql://postgres@/shop facteur migrate
            """)

    @Flag(help: "Print the SQL instead, for psql.")
    var print = false

    @OptionGroup var templates: TemplatesOptions
    @OptionGroup var options: SettingsOptions

    func run() async throws {
        if print { return StandardOutput.write(Migrator.script) }
        let settings = try options.settings(for: .outbox)
        let library = try TemplateLibrary.load(try templates.directory(settings), settings)
        let migrator = Migrator(DatabaseSettings(settings))
        let missing = try await migrator.missingRights()
        let steps = try await migrator.migrate { StandardError.write("facteur: migration \($0)") }
        for step in steps { StandardOutput.write("applied \(step)") }
        let publisher = PostgresInstallation(DatabaseSettings(settings))
        try await publisher.publish(library.kinds)
        try await publisher.publish(Installation(settings))
        // What a step makes is granted without a word.
        for line in missing where steps.isEmpty { StandardOutput.write("mended: \(line)") }
        StandardOutput.write(steps.isEmpty ? "the schema is up to date" : "the schema is at \(steps.last ?? "")")
        StandardOutput.write("kinds: \(library.kinds.map(\.name).joined(separator: ", "))")
    }
}
