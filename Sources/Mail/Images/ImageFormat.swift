/// A format of pictures that browsers show, and, WebP apart, every mail program.
package enum ImageFormat: String, Sendable, Hashable, CaseIterable {
    case png, jpeg, gif, webp

    package var mediaType: String { "image/\(rawValue)" }

    /// As files are named, without the dot.
    package var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

    /// `PNG`, as people say it.
    package var name: String { self == .webp ? "WebP" : rawValue.uppercased() }

    package init?(mediaType: String) {
        guard let format = Self.allCases.first(where: { $0.mediaType == mediaType }) else { return nil }
        self = format
    }

    /// - Parameter fileExtension: Without the dot, in any case.
    package init?(fileExtension: some StringProtocol) {
        switch fileExtension.lowercased() {
        case "png": self = .png
        case "jpg", "jpeg", "jpe": self = .jpeg
        case "gif": self = .gif
        case "webp": self = .webp
        default: return nil
        }
    }
}
