extension Spoiling {
    private static let frame = "layouts/frame.html.mustache"

    /// What a mail program needs, each lost: the mark that is spoiled, the one that is then missing, and who misses it.
    private static let marks: [(spoiled: String, mark: String, need: String)] = [
        (
            "x-apple-disable-message-reformatting", #"<meta name="x-apple-disable-message-reformatting""#,
            "Apple Mail on a phone shrinks letters"
        ),
        (
            #""color-scheme""#, #"<meta name="color-scheme" content="light dark""#,
            "Apple Mail and Outlook for Mac make their own dark colours of a letter"
        ),
        (
            "supported-color-schemes", #"<meta name="supported-color-schemes""#,
            "Apple Mail and Outlook for Mac make their own dark colours of a letter"
        ),
        (
            "(prefers-color-scheme: dark)", "(prefers-color-scheme: dark)",
            "Apple Mail and Outlook for Mac make their own dark colours of a letter"
        ),
        (
            "format-detection", #"<meta name="format-detection""#,
            "Apple Mail turns figures, dates and streets into blue links"
        ),
        (
            "x-apple-data-detectors", "a[x-apple-data-detectors]",
            "Apple Mail turns figures, dates and streets into blue links"
        ),
        ("u + #body a", "u + #body a", "Gmail turns dates and streets into blue links"),
        (#"id="body""#, #"<body id="body""#, "Gmail turns dates and streets into blue links"),
        ("data-ogsc", "[data-ogsc]", "Outlook.com and Outlook on phones make their own dark colours of a letter"),
        ("data-ogsb", "[data-ogsb]", "Outlook.com and Outlook on phones make their own dark colours of a letter"),
        (
            "o:PixelsPerInch", "<o:PixelsPerInch>96</o:PixelsPerInch>",
            "Outlook for Windows blows pictures up on fine screens"
        ),
        (
            "mso-line-height-rule", "mso-line-height-rule: exactly",
            "Outlook for Windows makes lines as high as it likes"
        ),
        ("mso-hide", "mso-hide: all", "Outlook for Windows shows hidden words"),
        (
            "&zwnj;", "&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;",
            "Gmail, Yahoo and Apple Mail show the letter's first words behind the preheader"
        ),
        ("role=\"article\"", "role=\"article\"", "screen readers in web mail don't name the letter"),
        ("aria-roledescription", "aria-roledescription=", "screen readers in web mail don't name the letter"),
        ("aria-label", "aria-label=", "screen readers in web mail don't name the letter"),
    ]

    static let frames = marks.map { lost in
        Spoiling(
            "A frame without \(lost.mark)", .replace(lost.spoiled, with: "title", in: frame),
            "\(frame):2: no \(lost.mark): \(lost.need) without it: add it as layouts/frame.html.mustache has it")
    }
}
