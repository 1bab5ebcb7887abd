extension ImageMeasure {
    /// WebP (RFC 9649), section 2; the sizes of VP8 frames by RFC 6386 section 9.1.
    init(webp bytes: ImageBytes) throws(Fault) {
        guard let size = bytes.little(4, 4), size + 8 <= bytes.count else { throw .isCutShort }
        var measured: (width: Int?, height: Int?)?
        var frames = 0
        var rounds: Int?
        var duration = Duration.zero
        var place = 12
        while place + 8 <= size + 8, let length = bytes.little(place + 4, 4) {
            let data = place + 8
            if bytes.holds("VP8X", at: place) {
                measured = (bytes.little(data + 4, 3).map { $0 + 1 }, bytes.little(data + 7, 3).map { $0 + 1 })
            } else if bytes.holds("ANIM", at: place) {
                rounds = bytes.little(data + 4, 2)
            } else if bytes.holds("ANMF", at: place) {
                frames += 1
                duration += .milliseconds(bytes.little(data + 12, 3) ?? 0)
            } else if measured == nil, bytes.holds("VP8L", at: place), let bits = bytes.little(data + 1, 4) {
                measured = (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
            } else if measured == nil, bytes.holds("VP8 ", at: place) {
                measured = (
                    bytes.little(data + 6, 2).map { $0 & 0x3FFF }, bytes.little(data + 8, 2).map { $0 & 0x3FFF }
                )
            }
            // A chunk of odd length has one octet behind it.
            place = data + length + length % 2
        }
        let animation =
            frames > 1 ? Animation(frames: frames, duration: duration, rounds: rounds == 0 ? nil : rounds) : nil
        try self.init(.webp, width: measured?.width, height: measured?.height, animation: animation)
    }
}
