/// Pictures of nothing: headers as the formats have them, and no pixel that would have to be decoded.
enum SampleImage {
    static func big(_ number: Int, _ length: Int) -> [UInt8] {
        (0..<length).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    static func little(_ number: Int, _ length: Int) -> [UInt8] { big(number, length).reversed() }

    // MARK: PNG

    static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] { big(data.count, 4) + name.utf8 + data + big(0, 4) }

    /// - Parameter delays: Of each frame, as a part of a whole: an animation where there are some.
    static func png(_ width: Int, _ height: Int, delays: [(Int, Int)] = [], rounds: Int = 0) -> [UInt8] {
        var bytes = [0x89] + Array("PNG\r\n\u{1A}\n".utf8)
        bytes += chunk("IHDR", big(width, 4) + big(height, 4) + [8, 6, 0, 0, 0])
        if !delays.isEmpty { bytes += chunk("acTL", big(delays.count, 4) + big(rounds, 4)) }
        for (part, whole) in delays {
            bytes += chunk("fcTL", [UInt8](repeating: 0, count: 20) + big(part, 2) + big(whole, 2) + [0, 0])
        }
        return bytes + chunk("IDAT", [1, 2, 3]) + chunk("IEND", [])
    }

    // MARK: GIF

    /// - Parameters:
    ///   - delays: Of each frame, in hundredths of a second.
    ///   - repeats: Netscape's number; nil: without it.
    static func gif(_ width: Int, _ height: Int, delays: [Int] = [0], repeats: Int? = nil) -> [UInt8] {
        var bytes =
            Array("GIF89a".utf8) + little(width, 2) + little(height, 2) + [0x80, 0, 0] + [0, 0, 0, 255, 255, 255]
        if let repeats { bytes += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1] + little(repeats, 2) + [0] }
        for delay in delays {
            bytes += [0x21, 0xF9, 4, 0] + little(delay, 2) + [0, 0]
            bytes += [0x2C, 0, 0, 0, 0] + little(width, 2) + little(height, 2) + [0, 2, 2, 0x4C, 1, 0]
        }
        return bytes + [0x3B]
    }

    // MARK: JPEG

    static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] { [0xFF, marker] + big(data.count + 2, 2) + data }

    static func jpeg(_ width: Int, _ height: Int, exif: [UInt8]? = nil, marker: UInt8 = 0xC0) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xD8]
        if let exif { bytes += segment(0xE1, Array("Exif\0\0".utf8) + exif) }
        bytes += segment(0xDB, [UInt8](repeating: 1, count: 65)) + [0xFF]
        bytes += segment(marker, [8] + big(height, 2) + big(width, 2) + [1, 1, 0x11, 0])
        return bytes + segment(0xDA, [1, 1, 0, 0, 63, 0]) + [1, 2, 3, 0xFF, 0xD9, 0, 0]
    }

    /// Notes of a camera.
    ///
    /// - Parameter places: How many entries there are of where it was taken; nil: no directory for them.
    static func exif(orientation: Int, places: Int? = nil, isLittle: Bool = false) -> [UInt8] {
        func number(_ value: Int, _ length: Int) -> [UInt8] { isLittle ? little(value, length) : big(value, length) }
        var bytes = Array((isLittle ? "II" : "MM").utf8) + number(42, 2) + number(8, 4)
        bytes += number(places == nil ? 1 : 2, 2)
        bytes += number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + number(0, 2)
        if let places {
            bytes += number(0x8825, 2) + number(4, 2) + number(1, 4) + number(38, 4) + number(0, 4)
            bytes += number(places, 2)
        } else {
            bytes += number(0, 4)
        }
        return bytes
    }

    // MARK: WebP

    static func part(_ name: String, _ data: [UInt8]) -> [UInt8] {
        Array(name.utf8) + little(data.count, 4) + data + (data.count.isMultiple(of: 2) ? [] : [0])
    }

    static func webp(_ parts: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + little(parts.count + 4, 4) + Array("WEBP".utf8) + parts
    }

    static func lossy(_ width: Int, _ height: Int) -> [UInt8] {
        part("VP8 ", [0, 0, 0, 0x9D, 1, 0x2A] + little(width, 2) + little(height, 2))
    }

    static func lossless(_ width: Int, _ height: Int) -> [UInt8] {
        part("VP8L", [0x2F] + little(width - 1 | (height - 1) << 14, 4))
    }

    static func extended(_ width: Int, _ height: Int, milliseconds: [Int] = [], rounds: Int = 0) -> [UInt8] {
        var parts = part("VP8X", [2, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
        if !milliseconds.isEmpty { parts += part("ANIM", [0, 0, 0, 0] + little(rounds, 2)) }
        for one in milliseconds { parts += part("ANMF", [UInt8](repeating: 0, count: 12) + little(one, 3) + [0]) }
        return parts + lossy(10, 10)
    }
}
