import Hummingbird

/// One page: a heading, a few sentences, at most one button. No script, no picture, nothing from elsewhere.
struct Page: Sendable {
    /// A piece of a sentence. The words are text, not HTML.
    enum Run: Sendable {
        case plain(String)
        case strong(String)
    }

    /// A form with nothing but its button.
    struct Button: Sendable {
        var text: String
        /// Where it posts to, relative.
        var action: String
        /// Whether it is what one came for, or only a way back.
        var isPrincipal: Bool
    }

    var status: HTTPResponse.Status = .ok
    var headers: HTTPFields = [:]
    var heading: String
    var paragraphs: [[Run]]
    var button: Button?
}
