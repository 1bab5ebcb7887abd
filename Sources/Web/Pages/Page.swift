import Hummingbird
import Mail

/// One page: a heading, a few sentences, and what may be done. No script, nothing from elsewhere but the shop's own logo.
struct Page: Sendable {
    /// A piece of a sentence. The words are text, not HTML.
    enum Run: Sendable {
        case plain(String)
        case strong(String)
    }

    struct Link: Sendable {
        var text: String
        /// Relative, or the shop's own address.
        var target: String
    }

    /// What one came for, or is offered most of all.
    enum Action: Sendable {
        /// A form with nothing but its button, which posts to a relative address; principal unless it is only a way back.
        case form(text: String, target: String, isPrincipal: Bool)
        case link(Link)
    }

    /// A choice for each of several lists, and one button for all.
    struct Choices: Sendable {
        struct Option: Sendable {
            var value: String
            var text: String
            var isChosen: Bool
        }

        struct Item: Sendable {
            /// Names the list in the form.
            var id: String
            var title: String
            var options: [Option]
        }

        /// Where it is posted to, relative.
        var target: String
        var items: [Item]
        var button: String
    }

    /// A letter in a list of them.
    struct Entry: Sendable {
        var link: Link
        /// As readers read it, and as RFC 3339 writes it.
        var date: String
        var machineDate: String
    }

    var language: Language
    var status: HTTPResponse.Status = .ok
    var headers: HTTPFields = [:]
    var heading: String
    /// What has just been done.
    var notice: String?
    var paragraphs: [[Run]] = []
    var entries: [Entry] = []
    var choices: Choices?
    var action: Action?
    /// What may be done besides.
    var links: [Link] = []
    /// The feed that tells of new entries, relative.
    var feed: String?
    /// Whether search engines may show it.
    var isPublic = false
}
