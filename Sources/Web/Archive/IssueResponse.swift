import Hummingbird
import Mail

/// An issue's page on the wire.
enum IssueResponse {
    /// Styles are its own and stand in it; pictures come by TLS, or from here; nothing runs, and nothing is sent.
    private static let policy =
        "default-src 'none'; img-src https: 'self'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"

    static func response(_ letter: IssueShelf.Letter) -> Response {
        let isPublic = letter.issue.isPublic
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLanguage: letter.page.language,
            .cacheControl: isPublic ? "public, max-age=900" : "private, max-age=900", .vary: "Accept-Language",
            .contentSecurityPolicy: policy, .xContentTypeOptions: "nosniff",
        ]
        headers.referrerPolicy = "no-referrer"
        if !isPublic { headers.robotsTag = "noindex, nofollow" }
        let html =
            isPublic
            ? letter.page.html
            : IssueMarkup.adding("<meta name=\"robots\" content=\"noindex\">", toHeadOf: letter.page.html)
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: html)))
    }
}
