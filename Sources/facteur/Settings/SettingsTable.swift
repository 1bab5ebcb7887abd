import Mail

/// Every key there is, in the order of the example file and of docs/settings.md.
enum SettingsTable {
    static let sections =
        Keys.Database.sections + Keys.SMTP.sections + Keys.Mail.sections + Keys.Delivery.sections + Keys.DKIM.sections
        + Keys.Templates.sections
        + Keys.Shop.sections + Keys.Bounce.sections + Keys.State.sections + Keys.Worker.sections + Keys.Retry.sections
        + Keys.Retention.sections + Keys.Suppression.sections + Keys.Newsletter.sections + Keys.Web.sections
        + Keys.Events.sections + Keys.Admin.sections + Keys.Doctor.sections + Keys.Log.sections

    static let all = sections.flatMap(\.keys)

    /// The key of this name, whatever name stands within it.
    static func definition(named name: String) -> (any SettingDefinition)? {
        all.first { $0.name == name } ?? all.lazy.compactMap { key in key.chosenName(in: name).map(key.of) }.first
    }

    /// Whether keys stand below this name, in which the operator may have chosen a part.
    static func isSection(_ name: String, chosen: String? = nil) -> Bool {
        all.contains { key in (chosen.map { key.of($0).name } ?? key.name).hasPrefix(name + ".") }
    }

    /// What the operator may choose right below this section.
    static func chosenName(below section: String) -> SettingName? {
        SettingName.allCases.first { choice in
            let name = "\(section).\(choice.mark)"
            return all.contains { $0.name == name || $0.name.hasPrefix(name + ".") }
        }
    }

    /// The known key or variable that a mistyped one most likely meant; nil when none is near.
    static func nearest(to name: String, among known: [String]) -> String? {
        let distances = known.map { (name: $0, distance: EditDistance.between(name.lowercased(), $0.lowercased())) }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(2, name.count / 4) ? best.name : nil
    }

    /// The table for people: each key with what is allowed, its default and its meaning.
    static var help: String {
        all.map { setting in
            var facts = setting.defaultText.map { ["default \(setting.isList ? "[\($0)]" : $0)"] } ?? []
            if !setting.unit.isEmpty { facts.append("unit: \(setting.unit)") }
            let brackets = facts.isEmpty ? "" : " (\(facts.joined(separator: "; ")))"
            return "  \(setting.name)\(brackets)\n      \(setting.meaning)\n      allowed: \(setting.allowed)"
        }.joined(separator: "\n")
    }
}
