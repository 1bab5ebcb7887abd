import Mail
import Postgres
import Templates

/// An issue's file, with what the settings say to it.
struct IssueAtHand {
    let issue: IssueFile
    let settings: Settings
    private let shop: ShopSettings

    init(_ path: String, _ settings: Settings) {
        issue = IssueFileFolder.issue(at: path)
        self.settings = settings
        shop = ShopSettings(settings)
    }

    var zone: Zone { settings[Keys.Newsletter.timeZone] }
    /// The language of words that do not say theirs.
    var standard: String { shop.locale }
    /// When it is to begin; nil for at once.
    var sendAt: Timestamp? { issue.moment(in: zone) }

    /// Everything that is wrong with it, in the order of files and places.
    ///
    /// - Parameters:
    ///   - library: The templates, for the letters themselves; nil where they cannot be used.
    ///   - fields: What the list's subscriptions carry; nil where nobody knows.
    ///   - more: What was found elsewhere.
    func faults(
        _ library: TemplateLibrary?, fields: Set<String>? = nil, besides more: [IssueFileFault] = []
    ) -> [IssueFileFault] {
        IssueFileCheck.faults(
            of: issue, standard: standard, fields: fields, zone: zone, now: .now,
            besides: (library?.faults(of: issue) ?? []) + more)
    }

    /// The list that its head names.
    func list() throws(CommandError) -> String {
        guard !issue.editions.isEmpty else {
            throw .failed("newsletter: \(issue.path): cannot be read: name the file of an issue, in UTF-8")
        }
        guard let list = issue.list else {
            throw .failed("newsletter: \(issue.path): the head names no list: add a line list: NAME")
        }
        return list
    }

    /// Refuses an issue with faults, each of which is told.
    func refuseFaults(
        unless isAgreed: Bool, _ library: TemplateLibrary?, fields: Set<String>?, besides more: [IssueFileFault]
    ) throws(CommandError) {
        let faults = faults(library, fields: fields, besides: more)
        guard !faults.isEmpty, !isAgreed else { return }
        for fault in faults { StandardError.write(fault.description) }
        throw .failed(
            "newsletter: \(issue.path): faults: \(faults.count), told above: mend them, or add --despite-faults")
    }

    /// The hours in which it may go out: the moment itself where it may then, else the next at which it may.
    ///
    /// - Parameters:
    ///   - window: Its own, or its list's; nil for any time.
    ///   - zone: By whose clock it is.
    static func opening(of window: String?, in zone: Zone) -> (Timestamp) -> Timestamp {
        guard let hours = window.flatMap({ SendingWindow($0) }) else { return { $0 } }
        return { hours.nextOpening(from: $0, in: zone) }
    }

    /// That its list is not there, where a database is set and answers.
    ///
    /// - Parameter fields: What its subscriptions carry; nil where nobody knows, and nobody need be asked again.
    func listFaults(_ fields: Set<String>?) async -> [IssueFileFault] {
        guard fields != nil, let field = issue.editions.first?.head["list"],
            let isThere = try? await OutboxAdministration(DatabaseSettings(settings)).knows(list: field.value), !isThere
        else { return [] }
        return [
            field.fault(
                "there is no list \(field.value)", "facteur subscribers lists shows those that are there")
        ]
    }

    /// What a list's subscriptions carry, where a database is set; nil where nobody knows.
    static func fields(of list: String?, _ settings: Settings) async -> Set<String>? {
        guard let list, settings[Keys.Database.url] != nil else { return nil }
        // A check needs no database: one that does not answer knows nothing.
        let known = try? await OutboxAdministration(DatabaseSettings(settings)).fields(of: list)
        return known.map { Set($0) }
    }
}
