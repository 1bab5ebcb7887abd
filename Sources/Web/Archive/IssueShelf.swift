import Logging
import Mail
import Observability
import Synchronization

/// Issues as pages: rendered when somebody first asks, and kept for the next.
final class IssueShelf: Sendable {
    /// An issue in one language.
    struct Letter: Sendable {
        let page: IssuePage
        let issue: PublishedIssue
    }

    private struct Key: Hashable {
        let id: MessageID
        let language: Language
    }

    private struct Rendered: Sendable {
        let page: IssuePage
        let issue: StoredIssue
    }

    private let store: any Archive
    private let pages: any IssuePages
    private let logger: Logger
    private let rendered = BoundedCache<Key, Rendered>(limit: 16 << 20)
    /// Issues of which the log knows that they cannot be rendered.
    private let faults = Mutex<Set<MessageID>>([])

    init(store: any Archive, pages: any IssuePages, logger: Logger) {
        self.store = store
        self.pages = pages
        self.logger = logger
    }

    /// An issue in the language that fits best, as it and its list are now; nil where none has begun to go out, and where it cannot be
    /// rendered, of which the log tells.
    func letter(_ id: MessageID, in language: Language) async throws(OutboxError) -> Letter? {
        guard let issue = try await store.issue(id) else { return nil }
        let key = Key(id: id, language: language)
        if let known = rendered.value(for: key), known.issue == issue.issue {
            return Letter(page: known.page, issue: issue)
        }
        do throws(RenderFault) {
            let page = try pages.page(of: issue.issue, id: id, locale: Self.locale(of: issue.issue, for: language))
            let bytes = page.html.utf8.count + issue.issue.content.utf8.count
            rendered.keep(Rendered(page: page, issue: issue.issue), bytes: bytes, for: key)
            return Letter(page: page, issue: issue)
        } catch {
            tell(id, error)
            return nil
        }
    }

    /// The page of an issue of which is known that it may be shown: what has begun to go out changes no more.
    func page(_ id: MessageID, in language: Language) async throws(OutboxError) -> IssuePage? {
        if let known = rendered.value(for: Key(id: id, language: language)) { return known.page }
        return try await letter(id, in: language)?.page
    }

    /// A list with a language of its own is read in that, whatever the reader's; in their own region where they have it.
    private static func locale(of issue: StoredIssue, for language: Language) -> String {
        guard let own = issue.list?.locale else { return language.rawValue }
        func base(_ tag: String) -> Substring { tag.lowercased()[...].prefix { $0 != "-" && $0 != "_" } }
        return base(own) == base(language.rawValue) ? language.rawValue : own
    }

    private func tell(_ id: MessageID, _ fault: RenderFault) {
        let isNews = faults.withLock { $0.count < 1000 && $0.insert(id).inserted }
        guard isNews else { return }
        logger.log(
            .templateFault, "issue \(id) cannot be shown in a browser: \(fault)",
            ["kind": "newsletter", "reason": "\(fault)"])
    }
}
