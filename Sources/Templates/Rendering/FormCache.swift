import Mail
import Synchronization

/// The forms of letters that were needed lately: one for each kind, edition and shape of its values.
final class FormCache: Sendable {
    struct Key: Hashable {
        let kind: String
        let locale: String
        let shape: [UInt8]
    }

    private struct Reader: Hashable {
        let kind: String
        let locale: String
    }

    private struct State {
        var forms: [Key: FormLetter] = [:]
        /// The keys, the one that came first in front.
        var order: [Key] = []
        /// What each reader's locale comes to: working it out costs more than filling in a letter.
        var editions: [Reader: String] = [:]
    }

    /// Shapes are made of strangers' values, and locales are the producers' own words: there may be any number of either.
    private static let mostForms = 256
    private static let longestShape = 1_000
    private static let mostLocales = 1_000

    private let state = Mutex(State())

    /// The form for a key. Two callers may both make it the first time: a lock around the rendering would cost all others more.
    func form(for key: Key, else make: () throws(RenderFault) -> FormLetter) throws(RenderFault) -> FormLetter {
        if let known = state.withLock({ $0.forms[key] }) { return known }
        let form = try make()
        guard key.shape.count <= Self.longestShape else { return form }
        state.withLock { state in
            guard state.forms.updateValue(form, forKey: key) == nil else { return }
            state.order.append(key)
            if state.order.count > Self.mostForms { state.forms[state.order.removeFirst()] = nil }
        }
        return form
    }

    /// The locale of the edition that a reader of a kind gets.
    func edition(
        of kind: String, for locale: String, else choose: () throws(RenderFault) -> String
    ) throws(RenderFault) -> String {
        let reader = Reader(kind: kind, locale: locale)
        if let known = state.withLock({ $0.editions[reader] }) { return known }
        let edition = try choose()
        state.withLock { state in
            if state.editions.count >= Self.mostLocales { state.editions = [:] }
            state.editions[reader] = edition
        }
        return edition
    }
}
