extension ImageMeasure {
    /// JPEG (ITU-T T.81 annex B): segments up to the first scan; which way up it is and where it was taken by Exif.
    init(jpeg bytes: ImageBytes) throws(Fault) {
        var size: (width: Int?, height: Int?)?
        var notes = ExifNotes()
        var place = 2
        while let marker = bytes[place + 1], bytes[place] == 0xFF, marker != 0xDA {
            // Octets that fill up, and markers that stand alone.
            if marker == 0xFF {
                place += 1
                continue
            }
            if marker == 1 || (0xD0...0xD7).contains(marker) {
                place += 2
                continue
            }
            guard let length = bytes.big(place + 2, 2), length >= 2 else { throw .isCutShort }
            // Frames; tables, extensions and arithmetic coding have numbers among theirs.
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                size = (bytes.big(place + 7, 2), bytes.big(place + 5, 2))
            } else if marker == 0xE1, bytes.holds("Exif\0\0", at: place + 4) {
                notes = ExifNotes(bytes, at: place + 10, end: place + 2 + length)
            }
            place += length + 2
        }
        guard bytes[place] == 0xFF, bytes[place + 1] == 0xDA, Self.ends(bytes, after: place) else { throw .isCutShort }
        try self.init(
            .jpeg, width: notes.isOnSide ? size?.height : size?.width,
            height: notes.isOnSide ? size?.width : size?.height, hasPlace: notes.hasPlace)
    }

    /// Whether the picture's end comes after its beginning; cameras add octets of their own behind it.
    private static func ends(_ bytes: ImageBytes, after start: Int) -> Bool {
        var place = bytes.count - 2
        while place > start {
            if bytes.bytes[place] == 0xFF, bytes.bytes[place + 1] == 0xD9 { return true }
            place -= 1
        }
        return false
    }
}

/// What a camera noted beside its picture (Exif 2.32, section 4.6): a directory of entries of twelve octets, as TIFF has it.
struct ExifNotes: Sendable {
    var isOnSide = false
    var hasPlace = false

    init() {}

    /// - Parameter start: Where the notes' own places are counted from.
    init(_ bytes: ImageBytes, at start: Int, end: Int) {
        let isLittle = bytes.holds("II", at: start)
        func number(_ place: Int, _ length: Int) -> Int? {
            guard place + length <= end else { return nil }
            return isLittle ? bytes.little(place, length) : bytes.big(place, length)
        }
        guard isLittle || bytes.holds("MM", at: start), let directory = number(start + 4, 4),
            let entries = number(start + directory, 2)
        else { return }
        for entry in 0..<entries {
            let place = start + directory + 2 + entry * 12
            switch number(place, 2) {
            case 0x0112: isOnSide = (5...8).contains(number(place + 8, 2) ?? 1)
            case 0x8825:
                // An empty directory of places tells none.
                hasPlace = number(place + 8, 4).flatMap { number(start + $0, 2) } ?? 0 > 0
            case nil: return
            default: break
            }
        }
    }
}
