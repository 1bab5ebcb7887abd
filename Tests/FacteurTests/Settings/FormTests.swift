import Mail
import Testing

@testable import facteur

@Suite("What settings may hold")
struct FormTests {
    @Test(
        "Durations are numbers with units, the largest first; a plain number is seconds",
        arguments: [
            ("5s", 5000), ("2m", 120_000), ("1h30m", 5_400_000), ("4d", 345_600_000), ("90", 90_000), ("250ms", 250),
            ("1m1s1ms", 61_001), ("0s", 0),
        ] as [(String, Int64)])
    func durations(text: String, milliseconds: Int64) {
        #expect(DurationText.duration(text) == .milliseconds(milliseconds))
    }

    @Test(
        "What is no duration is refused",
        arguments: ["", "s", "5x", "-5s", "5 s", "1m1h", "1s1s", "1.5s", "9999999999s", "٥s", "5S"])
    func noDurations(text: String) {
        #expect(DurationText.duration(text) == nil)
    }

    @Test("A duration is written as it is read", arguments: ["0s", "45s", "1h30m", "2d", "250ms", "1m1s"])
    func roundTrip(text: String) throws {
        #expect(DurationText.text(try #require(DurationText.duration(text))) == text)
    }

    @Test(
        "A relay has a scheme, a host and a port",
        arguments: [
            ("smtp://relay.shop.fr", "smtp://relay.shop.fr:587"),
            ("smtps://relay.shop.fr/", "smtps://relay.shop.fr:465"),
            ("smtp://[::1]:2525", "smtp://[::1]:2525"),
        ])
    func relays(text: String, canonical: String) {
        #expect(RelayURL(text)?.text == canonical)
    }

    @Test(
        "What is no relay is refused",
        arguments: [
            "relay.shop.fr", "http://relay.shop.fr", "smtp://", "smtp://u:p@relay.shop.fr", "smtp://relay.shop.fr/helo",
            "smtp://relay.shop.fr:0", "smtp://relay.shop.fr:99999", "smtp://relay shop", "smtp://[::1", "smtp://a:b:c",
        ])
    func noRelays(text: String) {
        #expect(RelayURL(text) == nil)
    }

    @Test("Addresses to listen on")
    func listenAddresses() {
        #expect(ListenAddress("127.0.0.1:0")?.text == "127.0.0.1:0")
        #expect(ListenAddress("[::1]:80")?.host == "::1")
        #expect(ListenAddress(":8025")?.host == "")
        #expect(ListenAddress("8025") == nil)
    }

    @Test("A typo finds its key", arguments: [("smtp.conections", "smtp.connections"), ("mial.from", "mail.from")])
    func nearest(typo: String, key: String) {
        #expect(SettingsTable.nearest(to: typo, among: SettingsTable.all.map(\.name)) == key)
    }

    @Test("What is far from every key suggests none")
    func far() {
        #expect(SettingsTable.nearest(to: "zebra.stripes", among: SettingsTable.all.map(\.name)) == nil)
    }

    @Test(
        "A locale is a language that letters can be in, or a region of one",
        arguments: [
            ("fr", true), ("fr-CA", true), ("fr-BE", true), ("EN-gb", true), ("de", false), ("french", false),
            ("", false),
            ("fr_CA", false), ("fr-É", false), ("fr CA", false),
        ])
    func locales(text: String, isAllowed: Bool) {
        #expect(SettingForm.locale.parse([text]) == (isAllowed ? text : nil))
    }
}
