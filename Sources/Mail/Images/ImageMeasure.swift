/// What the header of a picture's file says: nothing is decoded, so that a hostile file costs nothing.
package struct ImageMeasure: Sendable, Hashable {
    package let format: ImageFormat
    /// In pixels, as it is shown: a photograph that a camera took on its side is turned.
    package let width: Int
    package let height: Int
    /// nil for a picture that stands still.
    package let animation: Animation?
    /// Whether it tells where it was taken (Exif, GPS).
    package let hasPlace: Bool

    /// Frames that follow each other.
    package struct Animation: Sendable, Hashable {
        package let frames: Int
        /// Of one round.
        package let duration: Duration
        /// nil where it never ends.
        package let rounds: Int?
    }

    /// Why a file cannot be measured, as the rest of a sentence that begins with its name.
    package struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        package let description: String

        init(_ description: String) { self.description = description }

        static let isCutShort = Fault("is cut short: copy it again")
    }

    init(
        _ format: ImageFormat, width: Int?, height: Int?, animation: Animation? = nil, hasPlace: Bool = false
    ) throws(Fault) {
        guard let width, let height, width > 0, height > 0 else { throw .isCutShort }
        self.format = format
        self.width = width
        self.height = height
        self.animation = animation
        self.hasPlace = hasPlace
    }

    /// Reads a whole file.
    package init(_ content: [UInt8]) throws(Fault) {
        let bytes = ImageBytes(content)
        if bytes.holds("PNG\r\n\u{1A}\n", at: 1) {
            try self.init(png: bytes)
        } else if bytes.big(0, 3) == 0xFFD8FF {
            try self.init(jpeg: bytes)
        } else if bytes.holds("GIF87a", at: 0) || bytes.holds("GIF89a", at: 0) {
            try self.init(gif: bytes)
        } else if bytes.holds("RIFF", at: 0), bytes.holds("WEBP", at: 8) {
            try self.init(webp: bytes)
        } else {
            throw Self.fault(of: bytes)
        }
    }

    /// What else it may be that people take for a picture.
    private static func fault(of bytes: ImageBytes) -> Fault {
        if bytes.count == 0 { return Fault("is empty") }
        let beginning = String(decoding: bytes.bytes.prefix(1024), as: UTF8.self).lowercased()
        if beginning.contains("<svg") {
            return Fault(
                "is an SVG, which mail programs do not show: export it as a PNG, twice as large as it is shown")
        }
        if bytes.holds("ftyp", at: 4) {
            return Fault("is a HEIC, an AVIF or a film, which most mail programs do not show: export it as a JPEG")
        }
        return Fault("is no PNG, JPEG, GIF or WebP: export it as one of these")
    }
}
