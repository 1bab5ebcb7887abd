import Testing

@testable import Mail

@Suite("Octets with digits of base 16")
struct HexadecimalTextTests {
    @Test("Each octet has two digits")
    func digits() {
        #expect([UInt8]().hexadecimal == "")
        #expect([0x00, 0x0A, 0xA0, 0xFF].hexadecimal == "000aa0ff")
    }

    @Test(
        "What is not plain is a percent sign and two digits in upper case (RFC 3986 section 2.1)",
        arguments: [("abc", "abc"), ("a b", "a%20b"), ("\t", "%09"), ("é/", "%C3%A9%2F"), ("", "")])
    func percent(text: String, encoded: String) {
        #expect(text.utf8.percentEncoded(keeping: \.isAlphanumeric) == encoded)
    }
}
