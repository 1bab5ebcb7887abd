extension ImageMeasure {
    /// Portable Network Graphics (third edition), sections 5.3 (chunks), 11.2.1 (IHDR), 11.3.6 (animation).
    init(png bytes: ImageBytes) throws(Fault) {
        guard bytes.holds("IHDR", at: 12) else { throw .isCutShort }
        var frames = 0
        var rounds: Int?
        var duration = Duration.zero
        var place = 8
        while !bytes.holds("IEND", at: place + 4) {
            guard let length = bytes.big(place, 4), place + length + 12 <= bytes.count else { throw .isCutShort }
            let data = place + 8
            if bytes.holds("acTL", at: place + 4) {
                frames = bytes.big(data, 4) ?? 0
                // More than a day of them is as good as for ever.
                rounds = bytes.big(data + 4, 4).map { min($0, 100_000) }
            } else if bytes.holds("fcTL", at: place + 4), let part = bytes.big(data + 20, 2),
                let whole = bytes.big(data + 22, 2)
            {
                // Of no whole, hundredths are meant.
                duration += .milliseconds(part * 1000 / (whole == 0 ? 100 : whole))
            }
            place += length + 12
        }
        guard place + 12 <= bytes.count else { throw .isCutShort }
        let animation =
            frames > 1
            ? Animation(frames: frames, duration: duration, rounds: rounds == 0 ? nil : rounds) : nil
        try self.init(.png, width: bytes.big(16, 4), height: bytes.big(20, 4), animation: animation)
    }
}
