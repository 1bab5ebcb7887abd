import Mail

/// The words of an issue for the readers of whom its sections say the same: what the templates are given, with places for what differs.
struct IssueWords: Sendable {
    let subject: String
    let title: String
    let preheader: String
    let text: String
    /// What goes into the frame, or a whole document.
    let html: String
    /// What stands in the places.
    let values: IssueValues

    /// - Parameters:
    ///   - isOn: Which sections are said.
    ///   - viewLink: Where the issue is read in a browser.
    ///   - campaign: What the shop's own links get.
    ///
    /// Throws for a body that holds nothing, and for a picture whose address would differ by reader.
    init(
        _ content: IssueContent, where isOn: (String) -> Bool, appearance: ShopSettings.Appearance, viewLink: String,
        campaign: CampaignLinks
    ) throws(RenderFault) {
        let sources = [
            content.subject, content.title, content.preheader, content.markdown ?? "", content.text, content.html,
        ]
        var marks = IssueMarks(avoiding: sources)
        let filled = sources.map { source in IssueSource(source).text(where: isOn) { marks.mark($0) } }
        var text = IssueContent.lines(filled[4])
        var html = filled[5]
        if !html.isEmpty, !content.isDocument { try IssueFragment.judge(html) }
        if content.markdown != nil {
            let letter = Markdown(filled[3], style: MarkdownStyle(appearance))
            text = letter.text
            if html.isEmpty { html = letter.html }
        } else if html.isEmpty {
            html = Self.paragraphs(text)
        }
        // The result too: a reference in Markdown (`&#0;`) can stand for any character.
        guard !text.isEmpty, [text, html].allSatisfy(ValueRules.isBlock) else {
            throw RenderFault("the issue has no markdown and no text, or its body holds control characters")
        }
        var placement = IssuePlacement(marks, viewLink: viewLink, campaign: campaign)
        subject = placement.text(filled[0])
        title = placement.text(filled[1])
        preheader = placement.text(filled[2])
        self.text = placement.text(text)
        self.html = try placement.html(html)
        values = placement.values
    }

    /// A plain text as HTML: paragraphs where blank lines part it, and its own line breaks.
    private static func paragraphs(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .split { $0.allSatisfy(\.isWhitespace) }
            .map { lines in "<p>" + lines.map { HTMLText.escaped(String($0)) }.joined(separator: "<br>\n") + "</p>" }
            .joined(separator: "\n")
    }
}
