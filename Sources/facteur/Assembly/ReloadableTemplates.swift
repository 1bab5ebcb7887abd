import Logging
import Mail
import Observability
import Postgres
import Synchronization
import Templates

/// The templates by which the worker renders. Can be read again at any time; templates with faults are never used.
final class ReloadableTemplates: Renderer {
    private let directory: String
    private let settings: Settings
    private let library: Mutex<LibraryInForce>

    /// Reads the templates. Throws all their faults, and which of their kinds no relay serves.
    init(_ directory: String, _ settings: Settings) throws(CommandError) {
        self.directory = directory
        self.settings = settings
        library = Mutex(LibraryInForce(try Self.load(directory, settings)))
    }

    /// What the database learns about each kind.
    var kinds: [KindDefinition] { current.library.kinds }

    func definition(of kind: String) -> KindDefinition? { current.library.definition(of: kind) }

    func letter(for claimed: Claimed, issue: StoredIssue?) throws(RenderFault) -> Letter {
        try current.library.letter(for: claimed, issue: issue)
    }

    /// Reads the directory again, and says what came of it: whether it is in force. With faults the templates stay what they were,
    /// and as well when the database cannot be told of the kinds: producers would be held to rules that no longer are the worker's.
    @discardableResult
    func reload(_ logger: Logger) async -> Bool {
        do throws(CommandError) {
            let new = try Self.load(directory, settings)
            try await publish(new.kinds)
            library.withLock { $0 = LibraryInForce(new) }
            logger.log(.setting, "templates: \(directory): \(new.kinds.count) kinds are in force", level: .notice)
            return true
        } catch {
            for line in error.lines {
                logger.log(.setting, "\(line); the templates in force stay")
            }
            return false
        }
    }

    private static func load(_ directory: String, _ settings: Settings) throws(CommandError) -> TemplateLibrary {
        let library = try TemplateLibrary.load(directory, settings)
        let faults = ConfiguredRelay.routingFaults(settings, kinds: library.kinds)
        guard faults.isEmpty else { throw CommandError(.settings, faults) }
        return library
    }

    private func publish(_ kinds: [KindDefinition]) async throws(CommandError) {
        do throws(OutboxError) { try await PostgresInstallation(DatabaseSettings(settings)).publish(kinds) } catch {
            throw CommandError(error)
        }
    }

    private var current: LibraryInForce { library.withLock(\.self) }
}

/// A library to which many messages hold on at the same time: a copy would count each of its parts for every one of them.
private final class LibraryInForce: Sendable {
    let library: TemplateLibrary

    init(_ library: TemplateLibrary) { self.library = library }
}
