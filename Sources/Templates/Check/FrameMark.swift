import Glibc

/// What a letter's HTML must hold because a mail program needs it, whatever the frame looks like.
struct FrameMark: Sendable {
    /// As it stands in the rendered part; of several, all.
    let marks: [String]
    /// Who needs it, and what goes wrong without.
    let need: String

    private init(_ marks: String..., need: String) {
        self.marks = marks
        self.need = need
    }

    static let all = [
        FrameMark(
            #"<meta name="x-apple-disable-message-reformatting""#,
            need: "Apple Mail on a phone shrinks letters without it"),
        FrameMark(
            #"<meta name="color-scheme" content="light dark""#, #"<meta name="supported-color-schemes""#,
            "(prefers-color-scheme: dark)",
            need: "Apple Mail and Outlook for Mac make their own dark colours of a letter without it"),
        FrameMark(
            #"<meta name="format-detection""#, "a[x-apple-data-detectors]",
            need: "Apple Mail turns figures, dates and streets into blue links without it"),
        FrameMark("u + #body a", #"<body id="body""#, need: "Gmail turns dates and streets into blue links without it"),
        FrameMark(
            "[data-ogsc]", "[data-ogsb]",
            need: "Outlook.com and Outlook on phones make their own dark colours of a letter without it"),
        FrameMark(
            "<o:PixelsPerInch>96</o:PixelsPerInch>",
            need: "Outlook for Windows blows pictures up on fine screens without it"),
        FrameMark(
            "mso-line-height-rule: exactly", need: "Outlook for Windows makes lines as high as it likes without it"),
        FrameMark(
            "mso-hide: all", need: "Outlook for Windows shows hidden words without it"),
        FrameMark(
            "&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;",
            need: "Gmail, Yahoo and Apple Mail show the letter's first words behind the preheader without it"),
        FrameMark(
            #"role="article""#, "aria-roledescription=", "aria-label=",
            need: "screen readers in web mail don't name the letter without it"),
    ]

    /// The marks that a letter lacks, told at its first element: where they go, the frame that ships shows.
    static func faults(in view: MarkupView) -> [TemplateFault] {
        let html = view.html.text(0..<view.html.scalars.count)
        let place = view.tokens.first { $0.name == "html" }?.range.lowerBound ?? 0
        return all.flatMap { mark in
            mark.marks.filter { strstr(html, $0) == nil }.map {
                view.html.fault(at: place, "no \($0): \(mark.need)", "add it as layouts/frame.html.mustache has it")
            }
        }
    }
}
