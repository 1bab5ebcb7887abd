/// What a server said to the address of a link or a picture of an issue.
struct IssueLinkAnswer: Sendable, Hashable {
    enum Outcome: Sendable, Hashable {
        /// HTTP's code, behind all redirections.
        case status(Int)
        /// A redirection to an address that is not `https://`.
        case insecure
        /// One redirection after the other.
        case circles
        /// An address of this machine or of a network of one's own.
        case closed(String)
        /// Why there is no answer.
        case silent(String)
    }

    var outcome: Outcome
    /// `image/png`; empty where the server does not say.
    var mediaType = ""
    /// In octets; 0 of what was not fetched.
    var size = 0
    /// In pixels; nil where the form is unknown.
    var width: Int?

    init(_ outcome: Outcome, mediaType: String = "", size: Int = 0, width: Int? = nil) {
        self.outcome = outcome
        self.mediaType = mediaType
        self.size = size
        self.width = width
    }

    /// Letters show 600 pixels, and twice as many on a fine screen.
    private static let widest = 2_400
    private static let largest = 1_000_000

    /// What is wrong with a link, or a picture, that was answered so; nothing where all is well.
    func faults(isPicture: Bool) -> [(fault: String, mend: String)] {
        let name = isPicture ? "picture" : "link"
        switch outcome {
        case .status(let code) where (200..<300).contains(code): return isPicture ? pictureFaults : []
        case .status(let code) where [401, 403, 405, 406, 429, 999].contains(code):
            return [
                ("the \(name) keeps programs out: HTTP \(code)", "open it in a browser, and see that readers get in")
            ]
        case .status(let code):
            return [("the \(name) does not answer as it should: HTTP \(code)", "mend its address")]
        case .insecure: return [("the \(name) leads on to an address without TLS", "write one of https://")]
        case .circles: return [("the \(name) leads on and on", "write the address where it is to end")]
        case .closed(let address):
            return [
                ("the \(name) leads to \(address), where no reader gets", "write an address that the world can reach")
            ]
        case .silent(let reason):
            return [("the \(name) does not answer (\(reason))", "mend its address, or try again later")]
        }
    }

    private var pictureFaults: [(fault: String, mend: String)] {
        guard mediaType.isEmpty || mediaType.hasPrefix("image/") else {
            return [("the picture is none: \(mediaType)", "write the address of the picture itself")]
        }
        var faults: [(fault: String, mend: String)] = []
        if let form = ["svg", "webp", "avif", "heic", "tiff"].first(where: { mediaType.hasPrefix("image/\($0)") }) {
            faults.append(("not every mailbox shows a picture in \(form)", "save it as PNG or JPEG"))
        }
        if size > Self.largest {
            let tenths = (size + 50_000) / 100_000
            faults.append(("the picture has \(tenths / 10).\(tenths % 10) MB", "make it smaller: at most 1 MB"))
        }
        if let width, width > Self.widest {
            faults.append(("the picture is \(width) pixels wide, and letters show 600", "make it 1200 pixels wide"))
        }
        return faults
    }
}
