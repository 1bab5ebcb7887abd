import Mail
import Testing

@Suite("A moment in RFC 3339")
struct RFC3339TextTests {
    @Test(
        "Is written in UTC with whole seconds, and reads back",
        arguments: ["2026-11-25T13:05:00Z", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2028-02-29T00:00:01Z"])
    func writes(text: String) {
        #expect(Timestamp(rfc3339: text)?.rfc3339 == text)
    }

    @Test("Is written with milliseconds where moments follow each other quickly")
    func milliseconds() {
        #expect(Timestamp(microseconds: 1_999_999).rfc3339Milliseconds == "1970-01-01T00:00:01.999Z")
        #expect(Timestamp(microseconds: -1).rfc3339Milliseconds == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp(microseconds: 0).rfc3339Milliseconds == "1970-01-01T00:00:00.000Z")
    }

    @Test("Drops the fraction of a second")
    func fraction() {
        #expect(Timestamp(microseconds: 1_999_999).rfc3339 == "1970-01-01T00:00:01Z")
        #expect(Timestamp(microseconds: -1).rfc3339 == "1969-12-31T23:59:59Z")
    }
}
