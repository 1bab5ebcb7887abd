import Testing

@testable import Mail

@Suite("Which pictures are hosted")
struct ImageRulesTests {
    /// Files by name, and how each fault begins.
    private static let cases: [(name: String, bytes: [UInt8], size: Int, faults: [String])] = [
        ("tasse.png", SampleImage.png(1200, 800), 1 << 20, []), ("Tasse.JPEG", SampleImage.jpeg(9, 9), 9, []),
        ("a.b.jpg", SampleImage.jpeg(4000, 4000), 9, []),
        ("tasse.webp", SampleImage.webp(SampleImage.lossy(9, 9)), 9, []),
        ("tasse.jpg", SampleImage.png(9, 9), 9, ["is a PNG: name it tasse.png"]),
        ("a.b.png", SampleImage.jpeg(9, 9), 9, ["is a JPEG: name it a.b.jpg"]),
        ("tasse", SampleImage.gif(9, 9), 9, ["is a GIF: name it tasse.gif"]),
        ("tasse.svg", SampleImage.webp(SampleImage.lossy(9, 9)), 9, ["is a WebP: name it tasse.webp"]),
        ("tasse.png", SampleImage.png(9, 9), (1 << 20) + 1, ["has 1 MiB, and 1 MiB is the limit"]),
        ("tasse.png", SampleImage.png(9, 9), 3 << 20, ["has 3 MiB, and 1 MiB is the limit"]),
        ("tasse.png", SampleImage.png(4001, 9), 9, ["has 4001 x 9 pixels, and 4000 is the limit"]),
        ("tasse.png", SampleImage.png(9, 4001), 9, ["has 9 x 4001 pixels, and 4000 is the limit"]),
        ("a.gif", SampleImage.gif(9, 9, delays: [250, 250]), 9, []),
        ("a.gif", SampleImage.gif(9, 9, delays: [250, 250], repeats: 1), 9, ["moves for 10s, and 5s is the limit"]),
        ("a.gif", SampleImage.gif(9, 9, delays: [9, 9], repeats: 0), 9, ["moves for ever, and 5s is the limit"]),
        (
            "a.jpg", SampleImage.jpeg(9, 9, exif: SampleImage.exif(orientation: 1, places: 2)), 9,
            ["tells where it was taken"]
        ),
        ("a.jpg", SampleImage.png(5000, 9), 2 << 20, ["is a PNG", "has 2 MiB", "has 5000 x 9 pixels"]),
    ]

    @Test("All that is wrong with one is told at once", arguments: cases.indices)
    func faults(index: Int) throws {
        let one = Self.cases[index]
        let faults = ImageRules.faults(of: try ImageMeasure(one.bytes), named: one.name, bytes: one.size)
        #expect(faults.count == one.faults.count, "\(faults)")
        for (fault, beginning) in zip(faults, one.faults) { #expect(fault.hasPrefix(beginning), "\(fault)") }
    }
}
