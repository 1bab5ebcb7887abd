/// What an operator should know of settings that work and yet are not what production needs.
enum SettingsWarnings {
    static func warnings(_ settings: Settings) -> [String] {
        var warnings = settings.warnings
        if settings[Keys.Web.publicURL] == nil {
            warnings.append("web.publicUrl is not set: newsletters are kept back until it is")
        }
        let legal = [Keys.Shop.form, Keys.Shop.registration, Keys.Shop.office].filter { settings[$0] == nil }
        if !legal.isEmpty {
            let names = legal.map(\.name).joined(separator: ", ")
            warnings.append("\(names): not set, and a French company's letters must say it (Code de commerce R123-237)")
        }
        return warnings
    }
}
