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
            "smtp://relay.shop.fr:0", "smtp://p%40ss", "SMTPX://relay.shop.fr", "smtp://relay.shop.fr:99999",
            "smtp://relay shop", "smtp://[::1", "smtp://a:b:c", "smtp://localhost", "smtps://127.0.0.1", "smtp://[::1]",
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

    @Test(
        "Two senders are none, in one text or as a list",
        arguments: [["a@b.fr, c@d.fr"], ["A <a@b.fr>, C <c@d.fr>"], ["a@b.fr", "c@d.fr"]])
    func severalSenders(texts: [String]) throws {
        let file = SettingsFile(
            path: "f.yaml", text: "mail: {from: [\(texts.map { "'\($0)'" }.joined(separator: ", "))]}")
        let error = try #require(throws: CommandError.self) {
            try SettingsReader.read(file, for: .worker, environment: [:])
        }
        let line = try #require(error.lines.first { $0.hasPrefix("setting mail.from: f.yaml, line 1: ") })
        #expect(line.contains("\(texts.joined(separator: ", "))") && line.contains("one address alone"), "\(line)")
    }

    @Test(
        "The address for leaving a list has room for a token",
        arguments: [(1, true), (20, true), (21, false), (64, false)])
    func unsubscribeAddress(length: Int, isAllowed: Bool) throws {
        let text = String(repeating: "d", count: length) + "@shop.fr"
        #expect((Keys.Mail.unsubscribeMailto.parse([text]) as? String) == (isAllowed ? text : nil))
        #expect(Keys.Mail.unsubscribeMailto.allowed.contains("at most 20 characters before the @"))
    }

    @Test(
        "A suppression ends after a while, or never",
        arguments: [
            ("180d", SuppressionExpiry.after(.days(180))), ("never", .never), ("1d", .after(.days(1))), ("12h", nil),
            ("0s", nil), ("Never", nil), ("", nil),
        ] as [(String, SuppressionExpiry?)])
    func expiry(text: String, value: SuppressionExpiry?) {
        #expect(Keys.Suppression.expires.parse([text]) as? SuppressionExpiry == value)
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
