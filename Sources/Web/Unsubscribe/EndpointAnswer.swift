import Mail

extension UnsubscribeEndpoint {
    /// Whether an answer to a link that no mail ever held is this endpoint's own: so somebody who looks from outside knows that readers
    /// arrive here and not at a proxy's page or at another site.
    ///
    /// - Parameters:
    ///   - status: Of HTTP.
    ///   - page: The body.
    package static func isAnswerToBrokenLink(status: Int, page: String) -> Bool {
        status == 404
            && Language.allCases.contains { page.contains("<h1>\(Phrases.unknownHeading.text($0))</h1>") }
    }
}
