import Mail
import Testing

@testable import Templates

@Suite("Links in what editors write")
struct MarkdownLinkTests {
    @Test("Links are https or mailto; a bare one leaves the sentence its full stop (F4)")
    func links() {
        let link = "<a href=\"https://b.example/a?x=1&amp;y=(2\" style=\"color:inherit;text-decoration:underline;\">"
        #expect(
            Markdown("Voir https://b.example/a?x=1&y=(2.").html.contains(
                "Voir \(link)https://b.example/a?x=1&amp;y=(2</a>."))
        #expect(Markdown("[la page](https://b.example/a)").html.contains(">la page</a>"))
        #expect(Markdown("<mailto:aide@b.example>").html.contains(">aide@b.example</a>"))
        for bad in [
            "[x](javascript:alert(1))", "[x](http://b.example)",
            "<data:text/html>",
        ] {
            #expect(!Markdown(bad).html.contains("<a "), "\(bad)")
        }
    }

    @Test(
        "A bare link ends before the spaces and marks of French (F1, F4)",
        arguments: [
            ("« https://b.example/a »", "https://b.example/a", " »"),
            ("Voir https://b.example/a\u{202F}; puis", "https://b.example/a", "\u{202F}; puis"),
            ("Voir https://b.example/a\u{A0}: là", "https://b.example/a", "\u{A0}: là"),
            ("(« https://b.example/a_(b) »)", "https://b.example/a_(b)", " »)"),
            ("(voir https://b.example/a).", "https://b.example/a", ")."),
            ("Écrire à aide@b.example.", "mailto:aide@b.example", "."),
            ("**https://b.example/a**", "https://b.example/a", "</strong>"),
        ])
    func bareLinks(source: String, target: String, rest: String) {
        let html = Markdown(source).html
        let words = target.hasPrefix("mailto:") ? target.dropFirst(7) : target[...]
        #expect(
            html.contains(
                "<a href=\"\(target)\" style=\"color:inherit;text-decoration:underline;\">\(words)</a>\(rest)"),
            "\(html)")
    }

    @Test(
        "A link is cut at no parenthesis and at no letter of its own, bare or behind words",
        arguments: [
            ("https://b.example/a_(b)", "https://b.example/a_(b)"),
            ("[x](https://b.example/a_(b))", "https://b.example/a_(b)"),
            ("[x](https://b.example/a_(b)_(c))", "https://b.example/a_(b)_(c)"),
            ("[x](https://b.example/a_(b_(c)))", "https://b.example/a_(b_(c))"),
            ("[x](https://b.example/a_\\(b)", "https://b.example/a_(b"),
            ("[x](<https://b.example/a)b>)", "https://b.example/a)b"),
            ("[x](https://b.example/a_(b) \"Titre\")", "https://b.example/a_(b)"),
            ("[x][y]\n\n[y]: https://b.example/a_(b)", "https://b.example/a_(b)"),
            ("(voir https://b.example/a_(b))", "https://b.example/a_(b)"),
            ("https://b.example/Tasse_(récipient)", "https://b.example/Tasse_(r%C3%A9cipient)"),
            ("[x](https://b.example/été?q=œuf#où)", "https://b.example/%C3%A9t%C3%A9?q=%C5%93uf#o%C3%B9"),
        ])
    func wholeLinks(source: String, target: String) {
        let markdown = Markdown(source)
        #expect(markdown.html.contains("<a href=\"\(target)\" "), "\(markdown.html)")
        #expect(markdown.text.contains(target), "\(markdown.text)")
    }

    @Test(
        "No reference and no escape gets by the rules of links",
        arguments: [
            "[x](javascript&colon;alert)", "[x](&#106;avascript:alert)", "[x](<javascript:alert(1)>)",
            "[x][y]\n\n[y]: javascript:a",
            "<javascript:alert>", "<data:text/html,x>", "[x](https://b.example/&#10;a)",
            "[https://b.example](javascript:a)", "[x](\u{A0}javascript:a)", "[x](https://b.example\u{202E}/a)",
        ])
    func smuggled(source: String) {
        let html = Markdown(source).html
        #expect(!html.contains("<a ") && !html.contains("<img "), "\(html)")
    }

    @Test(
        "What a link cannot hold is sent as octets, and its host as the DNS knows it (H9)",
        arguments: [
            ("[x](https://b.example/&quot;onclick=x)", "https://b.example/%22onclick=x"),
            ("[x](https://b.example/\\\"onclick=x)", "https://b.example/%22onclick=x"),
            ("[x](https://b.example/'a)", "https://b.example/%27a"),
            ("[x](<https://b.example/a b>)", "https://b.example/a%20b"),
            ("[x](https://b.example/a\\b`)", "https://b.example/a%5Cb%60"),
            ("[x](https://café.example/é)", "https://xn--caf-dma.example/%C3%A9"),
            ("[x](HTTPS://b.example/A)", "https://b.example/A"),
            ("[x](mailto:aide@b.example?subject=Été)", "mailto:aide@b.example?subject=%C3%89t%C3%A9"),
            ("[x](https://b.example/%C3%A9?a=1&amp;b=2#c)", "https://b.example/%C3%A9?a=1&amp;b=2#c"),
        ])
    func octets(source: String, target: String) {
        #expect(Markdown(source).html.contains("<a href=\"\(target)\" "))
        #expect(
            Markdown(source.replacing("[x]", with: "![x]")).html.contains("<img src=\"\(target)\" ")
                == target.hasPrefix("https:"))
    }

    @Test("Titles come along, and say nothing in the plain part")
    func titles() {
        let markdown = Markdown("[x](https://b.example/a \"Un « titre »\") ![y](https://b.example/b 'Un \"autre\"')")
        #expect(markdown.html.contains("<a href=\"https://b.example/a\" title=\"Un « titre »\" "))
        #expect(markdown.html.contains("alt=\"y\" title=\"Un &quot;autre&quot;\" "))
        #expect(markdown.text == "x <https://b.example/a> y")
    }
}
