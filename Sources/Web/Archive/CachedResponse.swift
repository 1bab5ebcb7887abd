import Crypto
import FoundationEssentials
import Hummingbird
import Mail

/// What may be kept by browsers and by what stands between, and asked for again by its name (RFC 9110 section 13).
enum CachedResponse {
    /// The response, or 304 for who has it already.
    ///
    /// - Parameters:
    ///   - response: The whole one, with its Cache-Control.
    ///   - tag: What names these bytes and no others, without quotes.
    ///   - modifiedAt: When they came about; nil where nobody knows.
    static func answer(_ request: Request, _ response: Response, tag: String, modifiedAt: Timestamp? = nil) -> Response
    {
        var response = response
        let name = "\"\(tag)\""
        let date = modifiedAt.map(HTTPDate.text)
        response.headers[.eTag] = name
        response.headers[.lastModified] = date
        let isKnown =
            if let names = request.headers[.ifNoneMatch] { holds(names, name) } else {
                date != nil && request.headers[.ifModifiedSince] == date
            }
        guard isKnown else { return request.method == .head ? response.createHeadResponse() : response }
        var headers = response.headers
        headers[.contentLength] = nil
        headers[.contentType] = nil
        return Response(status: .notModified, headers: headers)
    }

    /// A name for a page.
    static func tag(of text: String) -> String {
        Array(SHA256.hash(data: Data(text.utf8)).prefix(16)).hexadecimal
    }

    /// Compared weakly, as this field asks (section 13.1.2).
    private static func holds(_ names: String, _ name: String) -> Bool {
        let weak = "W/" + name
        return names.split(separator: ",").contains { item in
            let item = item.filter { !$0.isWhitespace }
            return item == "*" || item == name || item == weak
        }
    }
}

/// A moment as HTTP writes it (RFC 9110 section 5.6.7).
enum HTTPDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    static func text(_ moment: Timestamp) -> String {
        let civil = Zone.utc.civil(at: moment)
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let date = "\(days[civil.weekday.rawValue - 1]), \(two(civil.day)) \(months[civil.month - 1]) \(civil.year)"
        return "\(date) \(two(civil.hour)):\(two(civil.minute)):\(two(civil.second)) GMT"
    }
}
