extension ImageMeasure {
    /// GIF89a, sections 18 to 27; how often it is shown, by Netscape's extension.
    init(gif bytes: ImageBytes) throws(Fault) {
        guard let flags = bytes[10] else { throw .isCutShort }
        var frames = 0
        // Without that extension it is shown once.
        var rounds: Int? = 1
        var duration = Duration.zero
        var place = 13 + Self.tableSize(flags)
        while let block = bytes[place], block != 0x3B {
            switch block {
            case 0x21:
                if bytes[place + 1] == 0xF9, let hundredths = bytes.little(place + 4, 2) {
                    // Browsers show a frame of less than two hundredths for ten.
                    duration += .milliseconds(10 * (hundredths < 2 ? 10 : hundredths))
                } else if bytes.holds("NETSCAPE2.0", at: place + 3), bytes[place + 15] == 1,
                    let repeats = bytes.little(place + 16, 2)
                {
                    rounds = repeats == 0 ? nil : repeats + 1
                }
                place = try Self.end(ofBlocksAt: place + 2, bytes)
            case 0x2C:
                guard let flags = bytes[place + 9] else { throw .isCutShort }
                frames += 1
                place = try Self.end(ofBlocksAt: place + 11 + Self.tableSize(flags), bytes)
            default: throw Fault("is a GIF that is damaged: export it again")
            }
        }
        guard bytes[place] == 0x3B else { throw .isCutShort }
        let animation = frames > 1 ? Animation(frames: frames, duration: duration, rounds: rounds) : nil
        try self.init(.gif, width: bytes.little(6, 2), height: bytes.little(8, 2), animation: animation)
    }

    /// Octets of the colour table that these flags announce.
    private static func tableSize(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << ((flags & 7) + 1) }

    /// Blocks say how long they are; an empty one ends them.
    private static func end(ofBlocksAt start: Int, _ bytes: ImageBytes) throws(Fault) -> Int {
        var place = start
        while let length = bytes[place] {
            place += length + 1
            if length == 0 { return place }
        }
        throw .isCutShort
    }
}
