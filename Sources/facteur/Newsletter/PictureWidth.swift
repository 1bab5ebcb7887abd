/// How wide a picture is, as the first octets of its file say.
enum PictureWidth {
    /// In pixels, of PNG, JPEG and GIF; nil of anything else.
    static func pixels(of octets: [UInt8]) -> Int? {
        if octets.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            return number(octets, at: 16, count: 4)
        }
        if octets.starts(with: "GIF8".utf8), octets.count >= 8 { return Int(octets[6]) | Int(octets[7]) << 8 }
        return octets.starts(with: [0xFF, 0xD8]) ? jpegWidth(octets) : nil
    }

    /// Walks the segments to the frame's (ITU T.81 section B.2.2).
    private static func jpegWidth(_ octets: [UInt8]) -> Int? {
        var index = 2
        while index + 9 <= octets.count, octets[index] == 0xFF {
            let marker = octets[index + 1]
            let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
            if isFrame { return number(octets, at: index + 7, count: 2) }
            guard let length = number(octets, at: index + 2, count: 2), length >= 2 else { return nil }
            index += 2 + length
        }
        return nil
    }

    private static func number(_ octets: [UInt8], at index: Int, count: Int) -> Int? {
        guard index + count <= octets.count else { return nil }
        return octets[index..<(index + count)].reduce(0) { $0 << 8 | Int($1) }
    }
}
