import Postgres

extension Installation {
    init(_ settings: Settings) {
        var pace: [String: Int] = [:]
        for key in Keys.Newsletter.pace where settings[key] > 0 {
            pace[String(key.name.split(separator: ".").last ?? "")] = settings[key]
        }
        pace["all"] = settings[Keys.Newsletter.perMinute]
        self.init(
            publicURL: settings[Keys.Web.publicURL], canary: settings[Keys.Newsletter.canary],
            pauseAbove: settings[Keys.Newsletter.pauseAbove], pace: pace,
            warmUp: settings[Keys.Newsletter.warmUpFrom].map {
                WarmUp(
                    from: $0, first: settings[Keys.Newsletter.warmUpFirst],
                    growth: settings[Keys.Newsletter.warmUpGrowth])
            }, suppressionExpires: settings[Keys.Suppression.expires].duration,
            attachmentLimit: settings[Keys.Mail.attachmentLimit], zone: settings[Keys.Newsletter.timeZone])
    }
}
