import Testing

@testable import facteur

@Suite("What is said of a link that was asked for")
struct IssueLinkAnswerTests {
    @Test(
        "An answer is all right, or one fault that says what and what to do",
        arguments: [
            (IssueLinkAnswer(.status(200)), nil), (IssueLinkAnswer(.status(204)), nil),
            (IssueLinkAnswer(.status(404)), "the link does not answer as it should: HTTP 404"),
            (IssueLinkAnswer(.status(500)), "the link does not answer as it should: HTTP 500"),
            (IssueLinkAnswer(.status(403)), "the link keeps programs out: HTTP 403"),
            (IssueLinkAnswer(.insecure), "the link leads on to an address without TLS"),
            (IssueLinkAnswer(.circles), "the link leads on and on"),
            (
                IssueLinkAnswer(.closed("a network of one’s own")),
                "the link leads to a network of one’s own, where no reader gets"
            ),
            (IssueLinkAnswer(.silent("timed out")), "the link does not answer (timed out)"),
        ] as [(IssueLinkAnswer, String?)])
    func links(answer: IssueLinkAnswer, fault: String?) {
        #expect(answer.faults(isPicture: false).map(\.fault) == [fault].compactMap(\.self))
        #expect(answer.faults(isPicture: false).allSatisfy { !$0.mend.isEmpty })
    }

    @Test(
        "A picture must be one, in a form that mailboxes show, and no larger than they need",
        arguments: [
            (IssueLinkAnswer(.status(200), mediaType: "image/png", size: 40_000, width: 1200), []),
            (IssueLinkAnswer(.status(200), mediaType: "text/html"), ["the picture is none: text/html"]),
            (IssueLinkAnswer(.status(200), mediaType: "image/webp"), ["not every mailbox shows a picture in webp"]),
            (IssueLinkAnswer(.status(200), mediaType: "image/svg+xml"), ["not every mailbox shows a picture in svg"]),
            (IssueLinkAnswer(.status(200), mediaType: "image/jpeg", size: 2_440_000), ["the picture has 2.4 MB"]),
            (
                IssueLinkAnswer(.status(200), mediaType: "image/jpeg", size: 5, width: 4000),
                ["the picture is 4000 pixels wide, and letters show 600"]
            ),
            (IssueLinkAnswer(.status(404)), ["the picture does not answer as it should: HTTP 404"]),
        ] as [(IssueLinkAnswer, [String])])
    func pictures(answer: IssueLinkAnswer, faults: [String]) {
        #expect(answer.faults(isPicture: true).map(\.fault) == faults)
    }

    @Test("The width of PNG, GIF and JPEG is read from their first octets, and of nothing else")
    func widths() {
        let png: [UInt8] =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [
                0, 0, 4, 176, 0, 0, 2, 88,
            ]
        #expect(PictureWidth.pixels(of: png) == 1200)
        #expect(PictureWidth.pixels(of: Array("GIF89a".utf8) + [0x58, 0x02, 1, 0]) == 600)
        let jpeg: [UInt8] = [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC2, 0, 17, 8, 0x02, 0x58, 0x04, 0xB0, 3, 1, 0x22, 0,
        ]
        #expect(PictureWidth.pixels(of: jpeg) == 1200)
        for octets in [
            [], Array("<svg/>".utf8), Array(png.prefix(17)), Array(jpeg.prefix(12)), [0xFF, 0xD8, 0xFF, 0xE0, 0, 1],
        ]
            as [[UInt8]]
        {
            #expect(PictureWidth.pixels(of: octets) == nil)
        }
    }
}
