import Mail
import Synchronization

/// The issues that are being sent now, each rendered once for every pair of words and frame that some reader gets: readers of
/// many locales share few of them.
final class IssueCache<Rendered: Sendable>: Sendable {
    /// An issue's words, and what has been made of them.
    private final class Entry {
        let issue: StoredIssue
        let words: [String: IssueContent]
        /// By the reader's locale: what nearly every message asks for. Of locales that were chosen for.
        var letters: [String: Rendered] = [:]
        var rendered: [IssueLanguage: Rendered] = [:]
        /// What each reader's locale comes to: working it out costs more than filling in a letter.
        var choices: [String: IssueLanguage] = [:]

        init(_ issue: StoredIssue, _ words: [String: IssueContent]) {
            self.issue = issue
            self.words = words
        }
    }

    /// So many issues are sent at a time at most; a worker that lives long must not keep every one it ever sent.
    private static var mostIssues: Int { 64 }
    /// Locales are the producers' own words: there may be any number.
    private static var mostLocales: Int { 1_000 }

    private struct State {
        var entries: [MessageID: Entry] = [:]
        /// The issues, the one that came first in front.
        var order: [MessageID] = []
    }

    private let state = Mutex(State())

    /// What an issue comes to for a reader.
    ///
    /// - Parameters:
    ///   - choose: Which of the tags of an issue's words and which frame a reader of a locale gets.
    ///   - render: Makes what is not known yet. Two callers may both make it the first time: that costs a millisecond, a lock
    ///     around the rendering would cost all others more.
    func rendered(
        _ id: MessageID, _ issue: StoredIssue, locale: String,
        choose: (_ tags: [String]) throws(RenderFault) -> IssueLanguage,
        render: (IssueContent, IssueLanguage) throws(RenderFault) -> Rendered
    ) throws(RenderFault) -> Rendered {
        let letter = state.withLock { state -> Rendered? in
            guard let entry = state.entries[id], entry.issue == issue else { return nil }
            return entry.letters[locale]
        }
        if let letter { return letter }
        let known = state.withLock { state -> (words: [String: IssueContent], choice: IssueLanguage?)? in
            guard let entry = state.entries[id], entry.issue == issue else { return nil }
            return (entry.words, entry.choices[locale])
        }
        let words = if let known { known.words } else { try IssueContent.editions(json: issue.content) }
        let choice = if let choice = known?.choice { choice } else { try choose(words.keys.sorted()) }
        if known == nil { keep(issue, words, as: id) }
        if let rendered = find(id, issue, choice, for: locale) { return rendered }
        guard let chosen = words[choice.words] else { throw RenderFault("the issue has no words in \(choice.words)") }
        let rendered = try render(chosen, choice)
        state.withLock { state in
            guard let entry = state.entries[id], entry.issue == issue else { return }
            entry.rendered[choice] = rendered
            if entry.choices[locale] != nil { entry.letters[locale] = rendered }
        }
        return rendered
    }

    /// What has been rendered for another locale that comes to the same.
    private func find(
        _ id: MessageID, _ issue: StoredIssue, _ choice: IssueLanguage, for locale: String
    ) -> Rendered? {
        state.withLock { state in
            guard let entry = state.entries[id], entry.issue == issue else { return nil }
            if entry.choices.count >= Self.mostLocales { (entry.choices, entry.letters) = ([:], [:]) }
            entry.choices[locale] = choice
            entry.letters[locale] = entry.rendered[choice]
            return entry.rendered[choice]
        }
    }

    private func keep(_ issue: StoredIssue, _ words: [String: IssueContent], as id: MessageID) {
        state.withLock { state in
            if state.entries[id] == nil {
                state.order.append(id)
                if state.order.count > Self.mostIssues { state.entries[state.order.removeFirst()] = nil }
            }
            state.entries[id] = Entry(issue, words)
        }
    }
}
