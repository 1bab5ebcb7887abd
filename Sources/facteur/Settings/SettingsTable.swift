/// Every key there is, in the order of the example file.
enum SettingsTable {
    static let all: [any SettingDefinition] =
        [
            Keys.Database.url, Keys.Database.passwordFile,
            Keys.SMTP.url, Keys.SMTP.weights, Keys.SMTP.tls, Keys.SMTP.caFile, Keys.SMTP.username,
            Keys.SMTP.passwordFile,
            Keys.SMTP.connections, Keys.SMTP.reservedForTransactional, Keys.SMTP.messagesPerConnection,
            Keys.SMTP.connectionAge, Keys.SMTP.repliesFile,
        ] + Keys.SMTP.Timeouts.all + [
            Keys.Mail.from, Keys.Mail.replyTo, Keys.Mail.helo, Keys.Mail.returnPath, Keys.Mail.bulkFrom,
            Keys.Mail.locale, Keys.Mail.feedbackID, Keys.Mail.unsubscribeMailto,
            Keys.Templates.directory,
            Keys.Shop.name, Keys.Shop.url, Keys.Shop.accountURL, Keys.Shop.helpAddress, Keys.Shop.logoURL,
            Keys.Shop.accent, Keys.Shop.accentText, Keys.Shop.companyName, Keys.Shop.form, Keys.Shop.registration,
            Keys.Shop.office, Keys.Shop.newsletterName, Keys.Shop.newsletterListID,
            Keys.State.directory, Keys.Worker.stopTimeout,
            Keys.Retry.transactionalDelays, Keys.Retry.transactionalGiveUpAfter, Keys.Retry.bulkDelays,
            Keys.Retry.bulkGiveUpAfter,
            Keys.Retention.messages, Keys.Retention.deliveries,
        ] + Keys.Newsletter.all + [
            Keys.Web.publicURL, Keys.Web.listen, Keys.Web.proxies, Keys.Web.requestsPerMinute,
            Keys.Web.confirmUnsubscribe, Keys.Admin.listen,
            Keys.Log.format, Keys.Log.level, Keys.Log.recipients,
        ]

    static func definition(named name: String) -> (any SettingDefinition)? { all.first { $0.name == name } }

    /// Whether keys stand below this name.
    static func isSection(_ name: String) -> Bool { all.contains { $0.name.hasPrefix(name + ".") } }

    /// The known key or variable that a mistyped one most likely meant; nil when none is near.
    static func nearest(to name: String, among known: [String]) -> String? {
        let distances = known.map { (name: $0, distance: EditDistance.between(name.lowercased(), $0.lowercased())) }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(2, name.count / 4) ? best.name : nil
    }

    /// The table for people: each key with what is allowed, its default and its meaning.
    static var help: String {
        all.map { setting in
            let standard = setting.defaultText.map { " (default \(setting.isList ? "[\($0)]" : $0))" } ?? ""
            return "  \(setting.name)\(standard)\n      \(setting.meaning)\n      allowed: \(setting.allowed)"
        }.joined(separator: "\n")
    }
}

/// How far two words are apart: characters to insert, to delete, to replace, neighbours to swap.
enum EditDistance {
    static func between(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        var earlier: [Int] = []
        var previous = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let cost = left[row] == right[column] ? 0 : 1
                var best = min(previous[column + 1] + 1, current[column] + 1, previous[column] + cost)
                let isSwap = row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
                if isSwap { best = min(best, earlier[column - 1] + 1) }
                current.append(best)
            }
            (earlier, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
