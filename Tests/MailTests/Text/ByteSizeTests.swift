import Testing

@testable import Mail

@Suite("Sizes in bytes")
struct ByteSizeTests {
    @Test(
        "They are read with their unit, and nothing else is",
        arguments: [
            ("10 MiB", 10_485_760), ("10MiB", 10_485_760), ("512 KiB", 524_288), ("1 GiB", 1_073_741_824), ("0 KiB", 0),
            ("10", nil), ("10 MB", nil), ("1.5 MiB", nil), ("-1 MiB", nil), ("MiB", nil), ("  MiB", nil),
            ("99999999999999 GiB", nil), ("1 mib", nil), ("", nil),
        ] as [(String, Int?)])
    func read(text: String, bytes: Int?) {
        #expect(ByteSize.bytes(text) == bytes)
    }

    @Test(
        "They are told in the largest unit that they fill",
        arguments: [
            (0, "0 bytes"), (1023, "1023 bytes"), (1024, "1 KiB"), (10_485_760, "10 MiB"), (2_516_582, "2.4 MiB"),
        ])
    func told(bytes: Int, text: String) {
        #expect(ByteSize.text(bytes) == text)
    }
}
