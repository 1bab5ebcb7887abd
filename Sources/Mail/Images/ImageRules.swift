/// Which pictures may be hosted for issues, and why not.
package enum ImageRules {
    /// The size of a file, in bytes: what readers on a phone wait for, and no picture needs. The schema has it too (`facteur.image`).
    package static let mostBytes = 1 << 20
    /// In pixels, each way. The schema has it too.
    package static let mostPixels = 4000
    /// For so long a picture may move by itself (WCAG 2.2, success criterion 2.2.2).
    package static let longestMotion = Duration.seconds(5)

    /// What is wrong with a file, each a sentence's rest that begins with its name; empty where it may be hosted.
    package static func faults(of measure: ImageMeasure, named name: String, bytes: Int) -> [String] {
        var faults: [String] = []
        let dot = name.lastIndex(of: ".")
        let own = dot.flatMap { ImageFormat(fileExtension: name[name.index(after: $0)...]) }
        if own != measure.format {
            let stem = dot.map { String(name[..<$0]) } ?? name
            faults.append("is a \(measure.format.name): name it \(stem).\(measure.format.fileExtension)")
        }
        if bytes > mostBytes {
            faults.append(
                "has \(ByteSize.text(bytes)), and \(ByteSize.text(mostBytes)) is the limit: save it smaller, or as a JPEG"
            )
        }
        if max(measure.width, measure.height) > mostPixels {
            faults.append(
                "has \(measure.width) x \(measure.height) pixels, and \(mostPixels) is the limit: 1,200 across are plenty"
            )
        }
        if let animation = measure.animation, !endsInTime(animation) {
            let length = animation.rounds.map { animation.duration * $0 }
            faults.append(
                "moves for \(length.map { DurationText.text($0) } ?? "ever"), and \(DurationText.text(longestMotion)) is the limit "
                    + "(WCAG 2.2.2): let it be shown fewer times, or stand still")
        }
        if measure.hasPlace {
            faults.append("tells where it was taken (GPS in its Exif data): export it without")
        }
        return faults
    }

    private static func endsInTime(_ animation: ImageMeasure.Animation) -> Bool {
        guard let rounds = animation.rounds else { return false }
        return animation.duration * rounds <= longestMotion
    }
}
