import Mail

/// What a request's path asks for of the archive.
enum ArchiveRoute: Hashable {
    /// `/archive/LIST`, whose issues come page by page: `?page=2`.
    case list(String, page: Int)
    /// `/archive/LIST/feed.atom`
    case feed(String)
    /// `/archive/LIST/ISSUE`
    case issue(MessageID, list: String)

    static let prefix = "/archive/"
    static let feedName = "feed.atom"

    /// Reads a path and its query; nil where nothing can be there.
    init?(path: String, query: String?) {
        guard path.hasPrefix(Self.prefix) else { return nil }
        let parts = path.dropFirst(Self.prefix.count).split(separator: "/", omittingEmptySubsequences: false)
        guard let list = parts.first.flatMap(Self.decoded), !list.isEmpty else { return nil }
        switch parts.count {
        case 1: self = .list(list, page: Self.page(query))
        case 2 where parts[1] == Self.feedName: self = .feed(list)
        case 2:
            guard let issue = MessageID(parts[1]) else { return nil }
            self = .issue(issue, list: list)
        default: return nil
        }
    }

    /// A list's name as a part of a path (RFC 3986 section 3.3): nothing in it leads elsewhere.
    static func encoded(_ list: String) -> String {
        list.utf8.percentEncoded { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// From 1 on; what is no number is the first page.
    private static func page(_ query: String?) -> Int {
        let number = (query ?? "").split(separator: "&").first { $0.hasPrefix("page=") }.flatMap {
            Int($0.dropFirst(5))
        }
        return min(max(number ?? 1, 1), 10_000)
    }

    /// nil for what is no UTF-8, and for a `%` without its digits.
    private static func decoded(_ part: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = part.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let octet = [UInt8](hexadecimal: String(Substring(rest.prefix(2)))), octet.count == 1 else {
                return nil
            }
            bytes += octet
            rest = rest.dropFirst(2)
        }
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }
}
