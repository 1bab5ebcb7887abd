import Testing

@testable import Mail

@Suite("A picture, measured by its header")
struct ImageMeasureTests {
    /// Whole files, and what they are.
    private static let sound: [(bytes: [UInt8], format: ImageFormat, width: Int, height: Int)] = [
        (SampleImage.png(1, 1), .png, 1, 1), (SampleImage.png(1200, 800), .png, 1200, 800),
        (SampleImage.gif(320, 70_00), .gif, 320, 7000), (SampleImage.jpeg(1200, 801), .jpeg, 1200, 801),
        (SampleImage.jpeg(640, 480, marker: 0xC2), .jpeg, 640, 480),
        (SampleImage.jpeg(640, 480, exif: SampleImage.exif(orientation: 1)), .jpeg, 640, 480),
        (SampleImage.jpeg(640, 480, exif: SampleImage.exif(orientation: 6)), .jpeg, 480, 640),
        (SampleImage.jpeg(640, 480, exif: SampleImage.exif(orientation: 8, isLittle: true)), .jpeg, 480, 640),
        (SampleImage.jpeg(640, 480, exif: []), .jpeg, 640, 480),
        (SampleImage.webp(SampleImage.lossy(600, 400)), .webp, 600, 400),
        (SampleImage.webp(SampleImage.lossless(601, 1)), .webp, 601, 1),
        (SampleImage.webp(SampleImage.extended(4000, 3999)), .webp, 4000, 3999),
    ]

    @Test("Its size in pixels is that in which it is shown", arguments: sound.indices)
    func size(index: Int) throws {
        let one = Self.sound[index]
        let measure = try ImageMeasure(one.bytes)
        #expect(measure.format == one.format && measure.width == one.width && measure.height == one.height)
        #expect(measure.animation == nil && !measure.hasPlace)
    }

    @Test("A file that is cut anywhere is told, and never read beyond its end", arguments: sound.indices)
    func cutShort(index: Int) {
        let bytes = Self.sound[index].bytes
        // What follows a JPEG's end is no part of it.
        let end = Self.sound[index].format == .jpeg ? bytes.count - 2 : bytes.count
        for length in 0..<end {
            #expect(throws: ImageMeasure.Fault.self, "\(length)") { _ = try ImageMeasure(Array(bytes.prefix(length))) }
        }
    }

    /// Files, and how the refusal begins.
    private static let refused: [(bytes: [UInt8], fault: String)] = [
        ([], "is empty"), (Array("<?xml version='1.0'?>\n<svg xmlns='x'/>".utf8), "is an SVG"),
        (Array("<!-- a --><SVG>".utf8), "is an SVG"),
        (SampleImage.big(28, 4) + Array("ftypheic".utf8), "is a HEIC, an AVIF or a film"),
        (Array("BM0000".utf8), "is no PNG"), (Array("%PDF-1.7".utf8), "is no PNG"),
        (SampleImage.png(0, 10), "is cut short"),
        (SampleImage.gif(10, 10).dropLast() + [7, 0x3B], "is a GIF that is damaged"),
    ]

    @Test("What is no picture for a mail is told by its name", arguments: refused.indices)
    func other(index: Int) {
        let one = Self.refused[index]
        let fault = #expect(throws: ImageMeasure.Fault.self) { _ = try ImageMeasure(one.bytes) }
        #expect(fault?.description.hasPrefix(one.fault) == true, "\(fault?.description ?? "")")
    }

    /// Files that move: for how long a round, how many rounds.
    private static let moving: [(bytes: [UInt8], frames: Int, milliseconds: Int64, rounds: Int?)] = [
        (SampleImage.gif(9, 9, delays: [50, 50]), 2, 1000, 1),
        (SampleImage.gif(9, 9, delays: [0, 1, 2], repeats: 2), 3, 220, 3),
        (SampleImage.gif(9, 9, delays: [10, 10], repeats: 0), 2, 200, nil),
        (SampleImage.png(9, 9, delays: [(1, 2), (50, 0)], rounds: 4), 2, 1000, 4),
        (SampleImage.png(9, 9, delays: [(1, 1), (1, 1)]), 2, 2000, nil),
        (SampleImage.png(9, 9, delays: [(1, 1), (1, 1)], rounds: 0xFFFF_FFFF), 2, 2000, 100_000),
        (SampleImage.webp(SampleImage.extended(9, 9, milliseconds: [300, 700], rounds: 1)), 2, 1000, 1),
        (SampleImage.webp(SampleImage.extended(9, 9, milliseconds: [300, 700])), 2, 1000, nil),
    ]

    @Test("One that moves tells for how long", arguments: moving.indices)
    func motion(index: Int) throws {
        let one = Self.moving[index]
        let animation = try #require(try ImageMeasure(one.bytes).animation)
        #expect(animation.frames == one.frames && animation.rounds == one.rounds)
        #expect(animation.duration == .milliseconds(one.milliseconds))
    }

    @Test("Where a photograph was taken is seen, and an empty note of it is none")
    func place() throws {
        #expect(try ImageMeasure(SampleImage.jpeg(9, 9, exif: SampleImage.exif(orientation: 1, places: 4))).hasPlace)
        let little = SampleImage.exif(orientation: 1, places: 4, isLittle: true)
        #expect(try ImageMeasure(SampleImage.jpeg(9, 9, exif: little)).hasPlace)
        #expect(try !ImageMeasure(SampleImage.jpeg(9, 9, exif: SampleImage.exif(orientation: 1, places: 0))).hasPlace)
    }
}
