import Mail
import Testing

@Suite("A wait that a reply names")
struct NamedWaitTests {
    @Test(
        "Is found in what servers write (S15)",
        arguments: [
            ("Try again in 300 seconds", 300), ("please try again in 5 minutes.", 300), ("retry in 1 hour", 3600),
            ("Greylisted for 300 seconds", 300), ("Veuillez réessayer dans 10 minutes", 600),
            ("re\u{301}essayer dans 10 minutes", 600), ("please wait 60s", 60), ("Please wait at least 2 min", 120),
            ("Greylisting in action, please come back in 00:04:58", 298),
            ("try again after 1 hour and 30 minutes", 5400),
            ("retry in 1h30m", 5400), ("try again in an hour", 3600), ("merci de patienter une heure", 3600),
            ("<zoe@client.test>: Graylisted, try again in 4 minutes (http://x.test/?ip=192.0.2.1)", 240),
            ("Throttled; retry after: 45 sec", 45), ("TRY AGAIN IN 2 DAYS", 86_400),
            ("wait 99999999999999999999 seconds", 86_400), ("retry in 99:99:99", 86_400),
            ("veuillez attendre 1 heure et 5 minutes", 3900),
        ])
    func found(text: String, seconds: Int) { #expect(NamedWait.find(in: text) == .seconds(seconds)) }

    @Test(
        "Is not found where none is named",
        arguments: [
            "", "Try again later", "try again in a few minutes", "You sent too many messages in 60 minutes",
            "Try again later. At most 50 messages in 60 minutes", "try again later, 50 messages in 10 minutes at most",
            "retry in 300", "try again in 0 seconds", "wait 00:00:00", "Greylisted, see http://x.test/5m.html",
            "mailbox is 5 days old", "waited 5 minutes", "retry", "in 5 minutes", "\u{FFFD}\u{0}\u{7F}",
            "réessayer dans quelques minutes", "try to send less than 10 mails in 5 minutes",
        ])
    func notFound(text: String) { #expect(NamedWait.find(in: text) == nil) }
}
