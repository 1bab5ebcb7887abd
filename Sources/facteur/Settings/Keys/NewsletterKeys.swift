import Mail

extension Keys {
    /// How issues are sent: carefully at first, and no quicker than the providers of mailboxes like it.
    enum Newsletter {
        static let canary = Setting(
            "newsletter.canary", .integer(1...100_000, of: "messages"), default: 200,
            "So many messages of an issue are tried before the rest goes.")
        static let pauseAbove = Setting(
            "newsletter.pauseAbove", .integer(1...100, of: "%"), default: 5,
            "An issue is paused when more than so many percent of its messages are refused, or bounce; and when 3 of 1,000 are called spam."
        )
        static let perMinute = Setting<Int?>(
            "newsletter.perMinute", .integer(1...10_000_000, of: "messages a minute"), example: .shown("3000"),
            "Messages a minute to all providers together, at most.")
        static let warmUpFrom = Setting<String?>(
            "newsletter.warmUpFrom", .day, example: .shown("2026-12-01"),
            "A new sender begins small: the first day, in UTC.")
        static let warmUpFirst = Setting(
            "newsletter.warmUpFirst", .integer(1...10_000_000, of: "messages"), default: 500,
            "Newsletter messages on the first day.")
        static let warmUpGrowth = Setting(
            "newsletter.warmUpGrowth", .integer(0...100, of: "%"), default: 30,
            "So many percent more on each further day.")

        static let timeZone = Setting(
            "newsletter.timeZone", .choice, default: Zone.paris,
            """
            By whose clock windows are open to readers of whom no zone is known, and the moments of an imported file are where it names \
            none.
            """)

        static let utmSource = Setting<String?>(
            "newsletter.utm.source", .text, example: .shown("newsletter"),
            "utm_source of links to the shop’s own hosts; without it they say none.")
        static let utmMedium = Setting<String?>(
            "newsletter.utm.medium", .text, example: .shown("email"), "utm_medium of the same links.")
        static let utmCampaign = Setting<String?>(
            "newsletter.utm.campaign", .text, example: .shown("\"{list}-{issue}\""),
            "utm_campaign of the same links: {list} stands for the list’s name, {issue} for the issue’s id.")

        /// Messages a minute by provider. What they publish are connections (standards, section 7); these are what a
        /// connection or two bear without a throttle.
        static let pace: [Setting<Int>] = [
            ("orange", 600), ("free", 300), ("sfr", 300), ("laposte", 300), ("bouygues", 300), ("google", 1200),
            ("microsoft", 600), ("yahoo", 600), ("apple", 600),
        ].map { provider, standard in
            Setting(
                "newsletter.pace.\(provider)", .integer(0...10_000_000, of: "messages a minute"), default: standard,
                "Newsletter messages to \(provider); 0 for no limit.")
        }

        static let sections = [
            SettingsSection(
                "newsletter",
                "How issues of newsletters are sent. Several workers share these limits; of several that differ, the last to "
                    + "start counts.",
                [canary, pauseAbove, perMinute, warmUpFrom, warmUpFirst, warmUpGrowth, timeZone]),
            SettingsSection(
                "newsletter.utm",
                "What links of issues to the shop’s own hosts tell its statistics: the same for every reader.",
                [utmSource, utmMedium, utmCampaign]),
            SettingsSection(
                "newsletter.pace", "Messages a minute to a provider with all its domains; 0 for no limit.", pace,
                isListed: true),
        ]
    }
}
