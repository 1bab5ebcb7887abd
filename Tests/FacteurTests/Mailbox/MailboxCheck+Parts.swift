import Foundation
import Mail
import MailReading

extension MailboxCheck {
    /// How the parts of a mail are put together.
    static let structure = [
        MailboxCheck(
            "M2", "Lines of the parts have at most 76 octets", spoiledBy: "</html>",
            String(repeating: "a", count: 70) + "</html>"
        ) {
            $0.bodyLines.allSatisfy { $0.utf8.count <= 76 }
        },
        MailboxCheck(
            "M12", "It is a plain part and the same as HTML, the better one last",
            spoiledBy: "Content-Type: text/plain", "Content-Type: text/html"
        ) {
            $0.ownReader.entity.type == "multipart/alternative"
                && $0.ownReader.entity.parts.map(\.type) == ["text/plain", "text/html"]
        },
        MailboxCheck(
            "M12", "Its boundary is short, ends it, and stands in no part", spoiledBy: "boundary=\"", "boundary=\"a"
        ) {
            mail in
            guard let boundary = mail.value("Content-Type").firstMatch(of: /boundary="([^"]{1,70})"/)?.1 else {
                return false
            }
            return mail.bodyLines.count { $0 == "--\(boundary)" } == 2
                && mail.bodyLines.last { !$0.isEmpty } == "--\(boundary)--"
                && ![mail.plain, mail.html].contains { $0.contains(boundary) }
        },
        MailboxCheck(
            "M13", "Both parts are UTF-8, in an encoding that all relays pass on", spoiledBy: "charset=utf-8",
            "charset=latin1"
        ) {
            $0.ownReader.entity.parts.allSatisfy { part in
                part.value("Content-Type")?.lowercased().contains("charset=utf-8") == true
                    && ["quoted-printable", "base64"].contains(part.value("Content-Transfer-Encoding"))
            }
        },
        MailboxCheck("M13", "No line ends in a space, which relays take away", spoiledBy: "</html>", "</html> ") {
            $0.bodyLines.allSatisfy { $0.last != " " && $0.last != "\t" }
        },
        MailboxCheck("M9", "Letters and accents are one character", spoiledBy: "<body", "e=CC=81<body") { mail in
            [mail.subject, mail.plain, mail.html].allSatisfy {
                Array($0.unicodeScalars) == Array($0.precomposedStringWithCanonicalMapping.unicodeScalars)
            }
        },
        MailboxCheck(
            "M25", "Gmail shows it whole", spoiledBy: "</html>",
            String(repeating: "<p>a</p>=\r\n", count: 13_000) + "</html>"
        ) {
            $0.html.utf8.count < 100_000
        },
    ]

    /// What HTML programs for mail show, and what they throw away.
    static let markup = [
        MailboxCheck(
            "H1", "Tables that are no tables say so, and those that are have headings",
            spoiledBy: "<table role=3D\"presentation\"", "<table"
        ) {
            $0.html.split(separator: "<table").dropFirst().allSatisfy { table in
                table.prefix { $0 != ">" }.contains("role=\"presentation\"") || table.contains("<th")
            }
        },
        MailboxCheck(
            "H2", "Gmail keeps its styles: none has 16 KB", spoiledBy: "</style>",
            String(repeating: ".a{}=\r\n", count: 5_000) + "</style>"
        ) {
            $0.html.matches(of: /<style[^>]*>(.*?)<\/style>/.dotMatchesNewlines()).allSatisfy {
                $0.1.utf8.count < 16_384
            }
        },
        MailboxCheck(
            "H3", "Nothing runs, asks or is fetched besides pictures", spoiledBy: "</body>",
            "<script>a()</script></body>"
        ) {
            $0.html.firstMatch(
                of:
                    /<(script|form|input|button|iframe|object|embed|link|base|svg|video|audio)\b|@import|@font-face|url\(|javascript:|\son[a-z]+="/
                    .ignoresCase()) == nil
        },
        MailboxCheck(
            "H4", "It is said to be fit for light and dark", spoiledBy: "name=3D\"color-scheme\"", "name=3D\"colour\""
        ) { mail in
            ["color-scheme", "supported-color-schemes"].allSatisfy {
                mail.html.contains("<meta name=\"\($0)\" content=\"light dark\">")
            }
        },
        MailboxCheck(
            "H5", "A reader’s voice knows its language, even where a program drops the outer one",
            spoiledBy: "role=3D\"article\"", "role=3D\"none\""
        ) { mail in
            mail.html.firstMatch(of: /<title>[^<]+<\/title>/) != nil
                && mail.html.contains("<html lang=\"\(mail.locale)\" dir=\"ltr\">")
                && mail.htmlBody.firstMatch(of: /<div role="article"[^>]* lang="([^"]+)"/)?.1 == mail.locale[...]
        },
        MailboxCheck(
            "H5", "Every picture says what it shows", spoiledBy: "</body>", "<img src=3D\"https://a.example/\"></body>"
        ) {
            $0.html.matches(of: /<img\b[^>]*>/).allSatisfy { $0.0.contains(" alt=\"") }
        },
        MailboxCheck("H5", "It has one heading of the first order, and none is skipped", spoiledBy: "<h1", "<h3") {
            let orders = $0.htmlBody.matches(of: /<h([1-6])/).compactMap { Int($0.1) }
            return orders.first == 1 && orders.count { $0 == 1 } == 1
                && zip(orders, orders.dropFirst()).allSatisfy { $1 <= $0 + 1 }
        },
        MailboxCheck(
            "H7", "Mailboxes show a sentence beside the subject, and the letter does not",
            spoiledBy: "class=3D\"preheader\"", "class=3D\"a\""
        ) {
            let hidden = $0.htmlBody.firstMatch(of: /<div class="preheader" style="([^"]*)">/)?.1 ?? ""
            return (10...130).contains($0.preheader.count) && hidden.contains("display:none")
                && $0.preheader != $0.subject
        },
        MailboxCheck(
            "L9", "No picture tells who reads it", spoiledBy: "</body>",
            "<img src=3D\"https://a.example/?u=3Dcamille\" alt=3D\"\" width=3D\"1\"></body>"
        ) { mail in
            mail.html.matches(of: /<img\b[^>]*>/).allSatisfy { image in
                image.0.firstMatch(of: /(width|height)(="|:)[01](px)?["; ]/) == nil
                    && image.0.firstMatch(of: /src="([^"]*)"/)?.1.contains("?") == false
            }
        },
    ]

    /// What it says, and where it leads.
    static let words = [
        MailboxCheck(
            "H10", "No link of the letter stands where servers log it, or mailboxes list it", spoiledBy: "\r\nX-Auto",
            "\r\nX-Link: https://www.boutique.example\r\nX-Auto"
        ) { mail in
            let above = mail.ownReader.headers.filter { !["List-Unsubscribe", "DKIM-Signature"].contains($0.name) }.map(
                \.value)
            let title = mail.html.firstMatch(of: /<title>([^<]*)<\/title>/)?.1 ?? ""
            return !(above + [mail.preheader, String(title)]).contains { $0.contains("://") }
        },
        MailboxCheck(
            "H12", "Every link is of HTTPS or of mail, on a host with a name", spoiledBy: "href=3D\"https://",
            "href=3D\"http://"
        ) { mail in
            !mail.links.isEmpty
                && mail.links.allSatisfy {
                    $0.target.firstMatch(of: /^(https:\/\/[a-z][a-z0-9.-]*[a-z]([\/?#]|$)|mailto:[^ ]+@|tel:)/) != nil
                }
        },
        MailboxCheck(
            "H12", "The words of a link say where it leads, and truly",
            spoiledBy: "href=3D\"https://www.boutique.example", "href=3D\"https://ailleurs.example"
        ) { mail in
            mail.links.allSatisfy { link in
                guard link.words.contains("://") else {
                    return link.words.count > 3
                        && link.words.firstMatch(of: /^(cliquez|ici|click here|here)\b/.ignoresCase()) == nil
                }
                return link.words.replacing("\u{200B}", with: "") == link.target
            }
                && mail.links.contains { $0.target.hasPrefix("https://www.boutique.example") || mail.isBulk }
        },
        MailboxCheck("H11", "Both parts lead to the same places", spoiledBy: "href=3D\"https://", "href=3D\"https://a.")
        { mail in
            Set(mail.links.map(\.target).filter { $0.hasPrefix("https://") }) == Set(mail.plainLinks)
        },
        MailboxCheck("H11", "Both parts name the same figures", spoiledBy: "</body>", "<p>4711</p></body>") { mail in
            func figures(_ text: String) -> Set<Substring> {
                Set(text.replacing(/https?:\/\/[^\s<>]+/, with: "").matches(of: /\d+/).map(\.0))
            }
            return figures(mail.seen) == figures(mail.plain)
        },
        MailboxCheck(
            "H11", "The plain part’s lines fit a screen, and its links are whole",
            spoiledBy: "\r\n\r\nBonjour Camille,",
            "\r\n\r\n\(Array(repeating: "mot", count: 22).joined(separator: " ")) Bonjour Camille,"
        ) {
            $0.plain.split(separator: "\n").allSatisfy { $0.count <= 78 || $0.hasPrefix("https://") }
        },
        MailboxCheck(
            "L6", "It says which company wrote it, in both parts", spoiledBy: "123=C2=A0456=C2=A0789 RCS", "123 RCS"
        ) { mail in
            [mail.plain, mail.seen].allSatisfy {
                $0.contains("L’Œuf") && $0.contains("123\u{A0}456\u{A0}789 RCS Lyon") && $0.contains("69001 Lyon")
            }
        },
        MailboxCheck(
            "F1", "French marks have their spaces, apostrophes and quotation marks their form",
            spoiledBy: "\r\n\r\nBonjour Camille,", "\r\n\r\nL'ami ! Bonjour Camille,"
        ) { mail in
            let words = (mail.subject + "\n" + mail.plain).replacing(/https?:\/\/[^\s<>]+/, with: "")
            guard mail.locale.hasPrefix("fr") else { return words.firstMatch(of: /\p{L}'\p{L}| [;:!?]/) == nil }
            return words.firstMatch(of: /\p{L}'\p{L}| [;:!?»]|« |"/) == nil
        },
        MailboxCheck(
            "F13", "Its subject fits a mailbox’s line, and is no answer and no shout", spoiledBy: "\r\nSubject: ",
            "\r\nSubject: RE: "
        ) {
            $0.subject.count <= 60 && $0.subject.firstMatch(of: /^(re|tr|fwd?)\s*:|!!/.ignoresCase()) == nil
                && $0.subject.contains(where: \.isLowercase)
        },
    ]
}
