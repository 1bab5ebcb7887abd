import Mail
import Templates
import Testing

@Suite("Hostile values")
struct HostileValueTests {
    private let library: TemplateLibrary

    init() throws { library = try Shop.library() }

    private func letter(changes: String) throws -> Letter {
        let parameters = #"{"changed_at":"2026-11-23T13:05:00Z","changes":[\#(changes)]}"#
        return try library.letter(for: try Claims.message("account-updated", parameters), issue: nil)
    }

    @Test("Markup in a value is words in the HTML, and itself in the text (H9)")
    func markup() throws {
        let letter = try letter(changes: #""<script>alert('x')</script> \" onmouseover=x & co""#)
        let html = try #require(letter.html)
        #expect(!html.contains("<script>"))
        #expect(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &quot; onmouseover=x &amp; co"))
        #expect(letter.text.contains("- <script>alert('x')</script> \" onmouseover=x & co"))
        #expect(!letter.text.contains("&amp;"))
    }

    @Test("A quote hidden under a combining accent is escaped too")
    func combining() throws {
        let html = try #require(try letter(changes: #""x\"\u0301onmouseover=y <\u0338script>""#).html)
        let quotes = html.unicodeScalars.split(separator: "\u{301}").first?.last
        #expect(quotes == ";")
        #expect(html.unicodeScalars.split(separator: "\u{338}").first?.last == ";")
    }

    @Test("A template in a value is not run; emoji and right-to-left scripts go through (H9)")
    func template() throws {
        let letter = try letter(changes: #""{{7*7}} {{shop.name}} 🎁 مرحبا""#)
        #expect(letter.html?.contains("{{7*7}} {{shop.name}} 🎁 مرحبا") == true)
        #expect(letter.text.contains("{{7*7}} {{shop.name}} 🎁 مرحبا"))
    }

    @Test(
        "A name that is no name is not repeated (F11)",
        arguments: ["<script>", "\"x\"", "{{7*7}}", "Camille 🎁", "http://evil.tld", "evil.tld", "\u{202E}Camille"])
    func names(name: String) throws {
        let claimed = try Claims.message("registration", #"{"link":"https://a.example/"}"#, name: name)
        let letter = try library.letter(for: claimed, issue: nil)
        #expect(letter.text.hasPrefix("Bonjour,\n"))
        #expect(letter.html?.contains(">Bonjour,<") == true)
    }

    @Test("A control character in a name or a recipient is a fault (M10)")
    func controls() throws {
        var claimed = try Claims.message("registration", #"{"link":"https://a.example/"}"#, name: "C\r\nBcc: x")
        #expect(throws: RenderFault.self) { try library.letter(for: claimed, issue: nil) }
        claimed.recipientName = nil
        claimed.recipient = "a@b.example\n"
        #expect(throws: RenderFault.self) { try library.letter(for: claimed, issue: nil) }
    }

    @Test(
        "A value that no rules ever let in is a fault that names the parameter and keeps the value to itself",
        arguments: [
            ("password-reset", #"{"link":"geheim\u0007"}"#, "parameter link holds what no rule allows"),
            ("password-reset", #"{"link":"geheim\rBcc: x"}"#, "parameter link holds what no rule allows"),
            ("password-reset", #"{"link":["geheim\u2028"]}"#, "parameter link holds what no rule allows"),
            ("password-reset", #"{"link":{"a":"geheim\udb80\udc00"}}"#, "parameter link holds what no rule allows"),
            ("password-reset", "[\"geheim\"]", "the parameters are no JSON object"),
            ("password-reset", "{\"geheim", "the parameters are no JSON object"),
            ("password-changed", #"{"changed_at":"geheim\u0000"}"#, "parameter changed_at holds what no rule allows"),
            ("account-updated", #"{"changes":["geheim\u001bb"]}"#, "parameter changes holds what no rule allows"),
            ("unheard-of", "{}", "there is no such kind in the templates"),
        ])
    func wrong(kind: String, parameters: String, fault: String) throws {
        let claimed = try Claims.message(kind, parameters)
        let error = #expect(throws: RenderFault.self) { try library.letter(for: claimed, issue: nil) }
        #expect(error?.description == "\(kind): \(fault)")
    }

    @Test("A parameter that the kind no longer has stops no message")
    func unknown() throws {
        let claimed = try Claims.message("password-reset", #"{"link":"https://a.example/","old":{"x":[1]}}"#)
        #expect(try library.letter(for: claimed, issue: nil).text.contains("https://a.example/"))
    }

    @Test(
        "A link to this machine may be plain http: for trials",
        arguments: ["127.0.0.1:8080", "localhost", "[::1]:80"])
    func loopback(host: String) throws {
        let claimed = try Claims.message("password-reset", #"{"link":"http://\#(host)/r"}"#)
        #expect(try library.letter(for: claimed, issue: nil).text.contains("http://\(host)/r"))
    }

    @Test(
        "A host that only looks like this machine is none",
        arguments: ["localhost.evil.tld", "127.0.0.1.evil.tld", "127.0.0.1@evil.tld", "128.0.0.1"])
    func notLoopback(host: String) throws {
        let claimed = try Claims.message("password-reset", #"{"link":"http://\#(host)/r"}"#)
        let error = #expect(throws: RenderFault.self) { try library.letter(for: claimed, issue: nil) }
        #expect(error?.cause == .parameter && error?.description.contains(host) == false)
    }
}
