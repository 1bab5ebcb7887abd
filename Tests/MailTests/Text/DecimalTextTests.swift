import Testing

@testable import Mail

@Suite("A number in digits")
struct DecimalTextTests {
    @Test(
        "is what a string of it is, behind what stands there",
        arguments: [0, 7, 9, 10, 99, 100, 101, 250, 1_000_000, .max, -1, -10, .min] as [Int64])
    func same(number: Int64) {
        var bytes = Array("token ".utf8)
        bytes.append(decimal: number)
        #expect(String(decoding: bytes, as: UTF8.self) == "token \(number)")
    }
}
