import Mail

/// Keeps newsletters back while nobody has said where their readers unsubscribe: a letter whose only way out leads nowhere must not
/// leave. The rest of the mail goes out.
struct NewsletterHold: Renderer {
    /// Stands in links that are rendered for a check alone.
    static let placeholderURL = "http://127.0.0.1/"

    let library: any Renderer

    func letter(for claimed: Claimed, issue: StoredIssue?) throws(RenderFault) -> Letter {
        guard claimed.lane == .transactional else {
            throw RenderFault("web.publicUrl is not set, so readers could not unsubscribe: set it and restart")
        }
        return try library.letter(for: claimed, issue: issue)
    }
}
