/// Values, and whether a rule allows them: a rule is kept by the schema, where a producer is told of a fault, and by the program, where a
/// letter is made. Whoever finds a value that they judge differently adds it here.
enum RuleCorpus {
    typealias Case = (value: String, isAllowed: Bool)

    static let addresses: [Case] =
        [
            "a@b.test", "A.B+c@Client.Test", "a@1.test", "o'hara@b.test", "!#$%&'*+/=?^_`{|}~-@b.test",
            "a@xn--picerie-9xa.test",
            "a@épicerie.test", "a@Épicerie.TEST", "a@e\u{301}picerie.test", "a@日本語.test", "a@пример.испытание",
            "a@b.été", "a@b-c.test",
            "\(repeated("a", 64))@b.test", "a@\(repeated("b", 63)).test", "a@\(repeated("é", 54)).test",
            "a@\(repeated("b.", 123))test12",
            "été@b.test", "ÉLODIE.Müller+x@b.test", "e\u{301}lodie@entreprise.fr", "用户@例え.test", "почта@b.test",
            "उपयोगकर्ता@b.test", "ผู้ใช้@b.test", "بريد@b.test", "דואר@b.test", "한국@b.test", "œ.ß.ñ@straße.test",
            "\(repeated("é", 32))@b.test", "\(repeated("e\u{301}", 32))@b.test", "\(repeated("日", 21))a@b.test",
        ].map { ($0, true) }
        + [
            "", " ", "a", "@", "a@", "@b.test", "a@b@c.test", "a@b", "a@.test", "a@b.", "a@b..test", "a@-b.test",
            "a@b-.test",
            "a b@c.test", "a@b c.test", "a@b.test ", ".a@b.test", "a.@b.test", "a..b@c.test", "\"a\"@b.test",
            "<a@b.test>",
            "a@127.0.0.1", "a@[127.0.0.1]", "a@b.123", "a@b_c.test", "a@😀.test", "a@b\u{200B}.test",
            "a@♥.test", "a@b×c.test",
            "a@b\u{37E}c.test", "a@b\u{374}.test", "a@\u{1F71}.test", "a@b。test", "a,b@c.test", "a@b.test\n",
            "a@b.test\r\nBcc: c@d.test", "a\u{0}b@c.test",
            "a\u{85}@b.test", "a\u{2028}@b.test", "\(repeated("a", 65))@b.test", "a@\(repeated("b", 64)).test",
            "a@\(repeated("é", 63)).test", "a@\(repeated("é", 59)).test", "a@\(repeated("é.", 40))test",
            "a@\(repeated("b.", 124))test12", "a@\(repeated("日", 63)).test",
            "\(repeated("é", 33))@b.test", "\(repeated("日", 22))@b.test", "é..a@b.test", ".é@b.test", "é.@b.test",
            "é a@b.test", "\"é\"@b.test", "é,a@b.test", "é\u{A0}a@b.test", "é\u{1680}a@b.test", "😀@b.test", "♥@b.test",
            "é’a@b.test", "é\u{200B}@b.test", "é\u{200D}a@b.test", "é\u{AD}a@b.test", "é\u{34F}a@b.test",
            "é\u{61C}a@b.test", "é\u{115F}a@b.test", "é\u{3164}a@b.test", "é\u{180E}a@b.test", "é\u{FE0F}a@b.test",
            "é\u{FEFF}a@b.test", "é\u{200F}a@b.test", "é\u{202E}a@b.test", "é\u{2066}a@b.test", "a\u{202E}b@c.test",
            "é\u{E0041}a@b.test", "é\u{E000}a@b.test", "é\u{85}a@b.test", "é\u{2028}a@b.test", "é\na@b.test",
            "\u{1F71}@b.test", "a\u{340}@b.test", "\u{212B}@b.test", "\u{958}@b.test", "ａ@b.test", "a＠b.test",
            "é＠b.test",
            "a@b\u{61C}c.test", "a@b\u{1680}c.test", "a@b\u{34F}c.test",
        ].map { ($0, false) }

    /// Addresses, and the one form in which each is compared.
    static let canonicalAddresses: [(value: String, canonical: String)] = [
        ("x@client.test", "x@client.test"), ("X.Y+z@Client.TEST", "x.y+z@client.test"),
        ("x@café.example", "x@xn--caf-dma.example"), ("x@xn--caf-dma.example", "x@xn--caf-dma.example"),
        ("X@XN--CAF-DMA.Example", "x@xn--caf-dma.example"), ("x@cafe\u{301}.example", "x@xn--caf-dma.example"),
        ("x@CAFÉ.example", "x@xn--caf-dma.example"), ("x@CAFE\u{301}.EXAMPLE", "x@xn--caf-dma.example"),
        ("x@mail.café.example", "x@mail.xn--caf-dma.example"), ("x@œuf.test", "x@xn--uf-dsa.test"),
        ("x@ŒUF.test", "x@xn--uf-dsa.test"), ("x@straße.test", "x@xn--strae-oqa.test"),
        ("x@ΣΊΣΥΦΟΣ.test", "x@xn--kxa6akbbkh.test"), ("x@Пример.Испытание", "x@xn--e1afmkfd.xn--80akhbyknj4f"),
        ("x@日本語.test", "x@xn--wgv71a119e.test"), ("I@I.test", "i@i.test"),
        ("ÉLODIE@Entreprise.FR", "élodie@entreprise.fr"), ("E\u{301}lodie@entreprise.fr", "élodie@entreprise.fr"),
        ("Élodie@CAFÉ.example", "élodie@xn--caf-dma.example"), ("ŒUF@b.test", "œuf@b.test"),
        ("ПОЧТА@b.test", "почта@b.test"), ("ΣΊΣΥΦΟΣ@b.test", "σίσυφοσ@b.test"), ("İ@b.test", "i\u{307}@b.test"),
        ("日本語@b.test", "日本語@b.test"), ("s\u{323}\u{307}@b.test", "ṩ@b.test"), ("straße@b.test", "straße@b.test"),
    ]

    /// Senders of lists, and where answers go.
    static let mailboxes: [Case] =
        [
            "a@b.test", "La lettre <lettre@b.test>", "L’Œuf <a@b.test>", "<a@b.test>", "\"L @ B, SA\" <a@b.test>",
            "\"L \\\"B\\\"\" <a@b.test>", "L, B <a@b.test>", "\"L\" x <a@b.test>", "L <a@café.test>",
            "a > b <a@b.test>",
        ].map { ($0, true) }
        + [
            "", " ", "lettre", "none", "a@b", "a@b.test ", " a@b.test", "L <a@b.test> ", "L <a@b.test", "L a@b.test>",
            "L <>",
            "L <é@b.test>", "é@b.test", "a@b.test, c@d.test", "a@b.test <c@d.test>", "<a@b.test> <c@d.test>",
            "\"L\" @ <a@b.test>", "L\r\nBcc: c@d.test <a@b.test>", "L\u{85} <a@b.test>", "L <a@b.test\n>",
            "L < a@b.test>",
        ].map { ($0, false) }

    /// When issues may leave.
    static let windows: [Case] =
        [
            "tue-thu 9-18 no-holidays", "9-18", "09:00-18:30", "0-24", "22-2", "22:30-0", "mon", "mon-sun",
            "sat-mon 10-12",
            "mon,wed-fri 9-12,14-18", "no-holidays", "fri no-holidays", "9-18 no-holidays", "23:59-24:00",
            String(repeating: "1-2,", count: 24) + "1-2",
        ].map { ($0, true) }
        + [
            "", " ", "none", "always", "9", "9-9", "9-9:00", "0-0", "24-1", "24:00-2", "9-24:01", "9-25", "9-18:60",
            "9:5-18",
            "9-18 mon", "no-holidays 9-18", "mon  9-18", " mon", "mon ", "mon 9-18 ", "Mon", "lun", "monday", "mon-",
            "-mon",
            "mon-tue-wed", "mon,,tue", "mon,9-18", "9-18,", "9h-18h", "9-18,10-10", "009-18", "9-018", "+9-18",
            "mon\n9-18",
            "9-18\n", "mon 9-18 no-holidays no-holidays", "٩-18", String(repeating: "1-2,", count: 25) + "1-2",
        ].map { ($0, false) }

    /// Readers' locales as applications have them at hand, and the one form in which each is kept: `und` where it says nothing, nil for
    /// what is no tag.
    static let locales: [(value: String, canonical: String?)] = [
        ("fr", "fr"), ("fr-FR", "fr-FR"), ("fr_FR", "fr-FR"), ("FR", "fr"), ("fr-fr", "fr-FR"), ("FR-fr", "fr-FR"),
        ("FR_ca", "fr-CA"), ("", "und"), ("C", "und"), ("c", "und"), ("POSIX", "und"), ("C.UTF-8", "und"),
        ("und", "und"),
        ("ca-ES-valencia", "ca-ES-valencia"), ("CA_es_Valencia", "ca-ES-valencia"), ("fr_FR.UTF-8", "fr-FR"),
        ("fr_FR.utf8", "fr-FR"), ("de_DE.ISO-8859-1@euro", "de-DE"), ("sr_RS@latin", "sr-RS"), ("fr@euro", "fr"),
        ("zh-hant-tw", "zh-Hant-TW"), ("fr-Latn-CH", "fr-Latn-CH"), ("es-419", "es-419"),
        ("en-US-POSIX", "en-US-posix"),
        ("sl-rozaj-biske-1994", "sl-rozaj-biske-1994"), ("gsw", "gsw"), ("de", "de"), ("xx-YY", "xx-YY"),
        ("français", nil), ("french", nil), ("fr FR", nil), (" fr", nil), ("fr ", nil), ("fr-", nil), ("-fr", nil),
        ("-", nil),
        ("fr--FR", nil), ("fr-ABCDEFGHI", nil), ("f", nil), ("1", nil), ("12", nil), ("fr\n", nil),
        ("fr\r\nBcc: a@b.test", nil),
        ("fr-FR;q=0.8", nil), ("fr,en", nil), ("fr/FR", nil), ("fr.", nil), ("fr@", nil), ("ƒr", nil), ("ﬁ", nil),
        ("K", nil),
        ("fr-\u{0660}", nil), ("\(repeated("fr-", 40))fr", nil),
    ]

    static let links: [Case] =
        [
            "https://b.test", "https://b.test/", "HTTPS://b.test", "https://b.test:8443/x?y=z#t", "https://b.test?x",
            "https://1.2.3.4/",
            "https://[2001:db8::1]/", "https://b.test/%C3%A9", "https://b.test/a@b", "http://localhost",
            "http://localhost:8080/x",
            "http://LOCALHOST/", "http://127.0.0.1:1", "http://[::1]/x", "http://localhost:", "https://b.test/'x'",
            "https://b.test/~a[1]",
        ].map { ($0, true) }
        + [
            "", "b.test", "//b.test", "http://b.test", "http://localhost.b.test", "http://127.0.0.1.b.test/",
            "http://localhost@b.test",
            "http://localhost:8o/", "https://", "https:///x", "https://:80", "https://a@b.test", "https://a:b@c.test/",
            "https://b.test/é",
            "https://b.test/a b", "https://b.test/\"", "https://b.test/<", "https://b.test\\x", "https://b.test/{x}",
            "https://b.test/|",
            "https://b.test/`", "https://b.test/^", "ftp://b.test", "javascript:alert(1)", " https://b.test",
            "https://b.test\n",
            "https://b.test/\u{7F}", "https://?x", "https://#x",
        ].map { ($0, false) }

    static let moments: [Case] =
        [
            "2026-11-25T13:05:00Z", "2026-11-25t13:05:00z", "2026-11-25T13:05:00.5Z",
            "2026-11-25T13:05:00.123456789+01:00",
            "2026-11-25T23:59:60Z", "2024-02-29T00:00:00Z", "2026-11-25T13:05:00-00:00", "2026-11-25T13:05:00+15:59",
            "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z",
            "2026-11-25T13:05:00.12345678901234567890Z",
        ].map { ($0, true) }
        + [
            "", "2026-11-25", "2026-11-25T13:05:00", "2026-11-25 13:05:00Z", "2026-11-25T13:05Z",
            "2026-11-25T24:00:00Z",
            "2026-11-25T13:60:00Z", "2026-11-25T13:05:61Z", "2026-02-29T00:00:00Z", "2026-02-30T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z",
            "-2026-01-01T00:00:00Z",
            "2026-11-25T13:05:00+16:00", "2026-11-25T13:05:00+25:00", "2026-11-25T13:05:00+01:60",
            "2026-11-25T13:05:00+0100",
            "2026-11-25T13:05:00.Z", "2026-11-25T13:05:00,5Z", "2026-11-25T13:05:00.123456789012345678901Z", "infinity",
            "now", "1795611900",
            "2026-11-25T13:05:00Z\n", " 2026-11-25T13:05:00Z", "２026-11-25T13:05:00Z", "2026-11-25T13:05:00 BC",
        ].map { ($0, false) }

    /// An issue's words, as JSON.
    static let contents: [Case] = [
        (#"{"subject": "a", "text": "b"}"#, true), (#"{"title": "a", "markdown": "b"}"#, true),
        (#"{"subject": "a", "text": "b\r\nc\n\td"}"#, true), (#"{"fr": {"subject": "a", "text": "b"}}"#, true),
        (#"{"subject": "a", "title": "", "text": "b", "html": "<p>b</p>"}"#, true), ("{}", false), ("[]", false),
        ("1", false),
        (#"{"text": "b"}"#, false), (#"{"subject": "", "text": "b"}"#, false),
        (#"{"subject": "", "title": "a", "text": "b"}"#, false),
        (#"{"subject": "a"}"#, false), (#"{"subject": "a", "text": ""}"#, false),
        (#"{"subject": "a", "text": "\n\r\n"}"#, false),
        (#"{"subject": "a", "markdown": "", "text": "b"}"#, false), (#"{"subject": "a", "text": "b\rc"}"#, false),
        (#"{"subject": "a", "text": "b\u000bc"}"#, false), (#"{"subject": "a", "text": "b\u2028c"}"#, false),
        (#"{"subject": "a", "markdown": "b\u007f"}"#, false),
        (#"{"subject": "a", "text": "b", "html": "<p>\u0001</p>"}"#, false),
        (#"{"subject": "a\nb", "text": "b"}"#, false), (#"{"subject": "a", "preheader": "a\tb", "text": "b"}"#, false),
        (#"{"subject": "a\udb80\udc00", "text": "b"}"#, false), (#"{"subject": "a", "text": "b\udb80\udc01"}"#, false),
        (#"{"subject": 1, "text": "b"}"#, false), (#"{"fr": {"subject": "a"}}"#, false),
        (#"{"fr": {"text": "b"}}"#, false),
    ]

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
}
