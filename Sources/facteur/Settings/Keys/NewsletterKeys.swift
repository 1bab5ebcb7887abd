import Mail

extension Keys {
    /// How issues are sent: carefully at first, and no quicker than the providers of mailboxes like it.
    enum Newsletter {
        static let canary = Setting(
            "newsletter.canary", .integer(1...100_000), default: 200,
            "so many messages of an issue are tried before the rest goes")
        static let pauseAbove = Setting(
            "newsletter.pauseAbove", .integer(1...100), default: 5,
            "an issue is paused when more than so many of a hundred messages are refused")
        static let perMinute = Setting<Int?>(
            "newsletter.perMinute", .integer(1...10_000_000), "messages a minute to all providers together, at most")
        static let warmUpFrom = Setting<String?>(
            "newsletter.warmUpFrom", .day, "a new sender begins small: the first day, in UTC")
        static let warmUpFirst = Setting(
            "newsletter.warmUpFirst", .integer(1...10_000_000), default: 500, "newsletter messages on the first day")
        static let warmUpGrowth = Setting(
            "newsletter.warmUpGrowth", .integer(0...100), default: 30, "so many percent more on each further day")

        /// Messages a minute by provider. What they publish are connections (standards, section 7); these are what a
        /// connection or two bear without a throttle.
        static let pace: [Setting<Int>] = [
            ("orange", 600), ("free", 300), ("sfr", 300), ("laposte", 300), ("bouygues", 300), ("google", 1200),
            ("microsoft", 600), ("yahoo", 600), ("apple", 600),
        ].map { provider, standard in
            Setting(
                "newsletter.pace.\(provider)", .integer(0...10_000_000), default: standard,
                "newsletter messages a minute to \(provider); 0 for no limit")
        }

        static let all: [any SettingDefinition] =
            [canary, pauseAbove, perMinute] as [any SettingDefinition] + pace + [warmUpFrom, warmUpFirst, warmUpGrowth]
    }
}
